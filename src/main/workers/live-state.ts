import { formatLogAddress, type LogAddress } from '../../shared/log/log-address.ts';
import { titleOf } from '../../shared/log/log-title.ts';
import type { IngestState } from '../ingest/ingest-state.ts';
import type { LiveState } from '../queries/live-state.ts';

/** How reading stands before the writer said anything. */
export const notYetRead: IngestState = {
  caughtUp: false,
  percent: 0,
  rate: 0,
  secondsLeft: null,
  heldBack: 0,
  paused: null,
  finalThrough: -1,
  partitions: {},
};

/** What questions may know of the moment: the log's name, and how reading stands. */
export function liveState(address: LogAddress, reading: IngestState): LiveState {
  const log = { kind: address.kind, address: formatLogAddress(address), title: titleOf(address) };
  return { ...reading, log };
}
