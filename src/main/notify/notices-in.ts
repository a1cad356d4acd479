import type { Offset } from '../../shared/log/offset.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import type { LogChunk } from '../log/log-port.ts';
import { type Notice, noticeOf } from './notice.ts';
import type { Report } from './report.ts';
import type { Subscription } from './subscription.ts';

type Unreadable = Extract<Report, { kind: 'unreadable' }>;

/** What a stretch of a partition says to a subscription. */
export type NoticesIn = {
  readonly notices: readonly Notice[];
  readonly end: Offset;
  /** What stands there that nobody can be told of. */
  readonly unreadable: readonly Unreadable[];
};

/** The notices of a chunk, in the order of the log. */
export function noticesIn(subscription: Subscription, chunk: LogChunk): NoticesIn {
  const notices: Notice[] = [];
  const { partition, damaged, records, next } = chunk;
  const unreadableAt = (at: Offset, text: string): Unreadable => ({
    ...{ kind: 'unreadable', place: formatPlace(partition, at), text },
  });
  const unreadable = damaged.map(({ from, text }) => unreadableAt(from, text));
  for (const record of records) {
    const decoded = decodeRecord(record);
    if (decoded.kind === 'event') {
      const notice = noticeOf(subscription, record, decoded);
      if (notice) notices.push(notice);
    } else if (decoded.kind === 'quarantined') {
      unreadable.push(unreadableAt(record.offset, decoded.text));
    }
  }
  return { notices, end: next, unreadable };
}
