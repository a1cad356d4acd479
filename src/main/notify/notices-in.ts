import type { Offset } from '../../shared/log/offset.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import type { LogChunk } from '../log/log-port.ts';
import { type Notice, noticeOf } from './notice.ts';
import type { Report } from './report.ts';
import type { Subscription } from './subscription.ts';

/** What a stretch of a partition says to a subscription. */
export type NoticesIn = {
  readonly notices: readonly Notice[];
  readonly end: Offset;
  /** What stands there that nobody can be told of. */
  readonly unreadable: readonly Extract<Report, { kind: 'unreadable' }>[];
};

/** The notices of a chunk, in the order of the log. */
export function noticesIn(subscription: Subscription, chunk: LogChunk): NoticesIn {
  const notices: Notice[] = [];
  const unreadable: { place: string; text: string }[] = chunk.damaged.map(({ from, text }) => ({
    ...{ place: formatPlace(chunk.partition, from), text },
  }));
  for (const record of chunk.records) {
    const decoded = decodeRecord(record);
    if (decoded.kind === 'event') {
      const notice = noticeOf(subscription, record, decoded);
      if (notice) notices.push(notice);
    } else if (decoded.kind === 'quarantined') {
      const place = formatPlace(record.partition, record.offset);
      unreadable.push({ place, text: decoded.text });
    }
  }
  return {
    ...{ notices, end: chunk.next },
    unreadable: unreadable.map((one) => ({ kind: 'unreadable', ...one })),
  };
}
