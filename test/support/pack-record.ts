import { PackedRecord, packedRun, putRecord } from '../../src/shared/log/packed-record.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** The same record inside a run of bytes, with others' bytes before and behind it. */
export function packRecord(record: LogRecord): PackedRecord {
  const { partition, offset, timestamp, timestampType, key, value, headers } = record;
  const before = Buffer.from('"}, \t');
  const bytes = Buffer.concat([before, key ?? none, value ?? none, headers, Buffer.from(' }"')]);
  const keyTo = before.length + (key?.length ?? 0);
  const valueTo = keyTo + (value?.length ?? 0);
  const run = packedRun(partition, bytes, 1);
  putRecord(run, 0, {
    ...{ offset, timestamp, timestampType },
    ...{ keyFrom: key ? before.length : -1, keyTo, valueFrom: value ? keyTo : -1, valueTo },
    ...{ headersFrom: valueTo, headersTo: valueTo + headers.length },
  });
  return new PackedRecord(run, 0);
}

const none = new Uint8Array(0);
