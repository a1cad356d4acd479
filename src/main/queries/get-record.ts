import type { questions } from '../../shared/contract/contract.ts';
import { recordClass } from '../../shared/contract/entries.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { RecordAnswer } from '../../shared/contract/log.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { decodeHeaders } from '../../shared/log/headers.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { toPlace } from '../store/place.ts';
import { type KeptRecord, keptRecord, passedClassAt } from '../store/read/kept-record.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { tickOf } from '../store/read/stored-record.ts';
import { classCode } from '../store/record-codes.ts';
import { bytesAnswer, lossyText } from './bytes-answer.ts';
import type { Answer, Asked } from './question-types.ts';
import { entryOfRecord } from './record-entry.ts';
import { partitionOfOffset } from './resolve-position.ts';
import { flagNamesOf } from './stored-entry.ts';

type Question = typeof questions.log.record;

/** One record as it came; `unknown_record` at an offset that holds none. */
export function getRecord(reader: Reader, input: Asked<Question>): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    partitionOfOffset(snapshot, input);
    const place = toPlace(input.partition, input.offset);
    const row = keptRecord(snapshot, place);
    if (!row) throw noRecord(snapshot, input);
    const { tau, partition, offset } = tickOf(row);
    const { key, value, headers } = row.bytes();
    return {
      ...{ partition, offset, tau },
      timestamp: row.timestamp,
      recordTime: isoTime(row.timestamp),
      timestampType: row.timestamp_type === 0 ? 'create' : 'append',
      class: recordClass.options[row.class] ?? 'quarantined',
      flags: flagNamesOf(row.flags),
      key: key && bytesAnswer(key),
      value: value && bytesAnswer(value, row.value_length ?? undefined),
      headers: headersOf(headers),
      entry: row.class <= classCode.duplicate ? entryOfRecord(snapshot, row, false) : null,
      fault: faultOf(row),
    };
  });
}

function headersOf(headers: Uint8Array): RecordAnswer['headers'] {
  return (decodeHeaders(headers) ?? []).map(({ key, value }) => ({
    name: lossyText(key),
    value: value && bytesAnswer(value),
  }));
}

function faultOf({ reason, text, decoder }: KeptRecord): RecordAnswer['fault'] {
  return reason === null ? null : { code: reason, text: text ?? '', decoder: decoder ?? '' };
}

const whyNone: Record<number, string> = {
  [classCode.control]: 'it is a transaction marker',
  [classCode.aborted]: 'its transaction was aborted',
  [classCode.gap]: 'the log holds none there any more (compaction or retention)',
  [classCode.quarantined]: 'its batch is damaged and stands in quarantine',
};

function noRecord(snapshot: Snapshot, { partition, offset }: Asked<Question>): FaultError {
  const found = passedClassAt(snapshot, toPlace(partition, offset));
  const why = whyNone[found ?? classCode.gap] as string;
  return new FaultError({
    code: 'unknown_record',
    text: `There is no record at ${formatPlace(partition, offset)}: ${why}.`,
    data: { partition, offset },
  });
}
