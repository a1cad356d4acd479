import { questionsClient } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { goLive, moveTo, rest, useWhere } from '../../state/window-store.ts';

const restAfterMs = 500;

let waiting = 0;
let isBusy = false;
let restTimer: ReturnType<typeof setTimeout> | undefined;

/** Steps by so many changes (positive is later); presses that come meanwhile are added up. With a user, only changes of theirs count. */
export async function stepBy(count: number, userId?: string): Promise<void> {
  waiting += count;
  if (isBusy) return;
  isBusy = true;
  while (waiting !== 0) {
    const by = waiting;
    waiting = 0;
    await stepOnce(by, userId);
  }
  isBusy = false;
  clearTimeout(restTimer);
  restTimer = setTimeout(rest, restAfterMs);
}

/** Steps once and says how many changes were passed: fewer than asked for means the end was met. */
export async function stepOnce(by: number, userId?: string): Promise<number> {
  const { at } = useWhere.getState();
  try {
    const { cut, moved } = await questionsClient.log.step({ at, by, userId });
    if (useWhere.getState().at !== at) return Math.abs(by);
    const isHead = cut.token === usePlayheadStore.getState().head?.token;
    if (by > 0 && (isHead || moved === 0)) goLive();
    else if (moved !== 0) moveTo(cut.token);
    return Math.abs(moved);
  } catch (error) {
    usePlayheadStore.setState({ fault: faultOf(error) });
    return 0;
  }
}
