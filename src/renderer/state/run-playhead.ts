import type { QueryClient } from '@tanstack/react-query';
import { questionsClient } from '../rpc/clients.ts';
import { faultOf } from '../rpc/fault-of.ts';
import { askAhead } from './ask-ahead.ts';
import { createLatestRunner } from './latest-runner.ts';
import { type Resolved, usePlayheadStore } from './playhead-store.ts';
import { useWhere } from './window-store.ts';

const longestPaneWaitMs = 250;
/** What the panes show at a new cut is waited for this long: then all of it changes in one drawing. */
const longestTogetherMs = 50;
const changeEveryMs = { live: 100, past: 1000, catchingUp: 1000 };

/**
 * Keeps the resolved cut at the position asked for, and the log's own news coming. While the
 * playhead moves, the next position is resolved only when the panes have shown the one before, so
 * that the picture follows the hand instead of waiting for it to stop. Call once.
 */
export function runPlayhead(queryClient: QueryClient): void {
  const resolve = createLatestRunner(async (at: string) => {
    await resolveAt(at);
    await panesAreQuiet(queryClient);
  });
  useWhere.subscribe((now, before) => {
    if (now.at !== before.at) resolve(now.at);
  });
  resolve(useWhere.getState().at);
  if (useWhere.getState().at !== 'head') void noteHead();
  void watchChanges(resolve);
}

async function resolveAt(at: string): Promise<void> {
  try {
    const resolving = questionsClient.log.cut({ at });
    // The head moves on while it is asked for.
    const early = at === 'head' ? null : askAhead(at);
    const { cut, exactness, last, isHead, laterEvents } = await resolving;
    const ahead = early ?? askAhead(cut.token);
    await Promise.race([ahead(cut.token), pause(longestTogetherMs)]);
    usePlayheadStore.setState({
      resolved: { at, ...cut, exactness, last, isHead, laterEvents },
      fault: null,
    });
    if (isHead) usePlayheadStore.setState({ headTau: last?.tau ?? null });
  } catch (error) {
    usePlayheadStore.setState({ fault: faultOf(error) });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}

function panesAreQuiet(queryClient: QueryClient): Promise<void> {
  return new Promise((settle) => {
    const started = performance.now();
    const look = () => {
      const waited = performance.now() - started;
      if (waited > longestPaneWaitMs || queryClient.isFetching() === 0) settle();
      else setTimeout(look, 8);
    };
    // Panes begin to ask only after React has shown them the new token.
    requestAnimationFrame(() => setTimeout(look));
  });
}

async function watchChanges(resolve: (at: string) => void): Promise<void> {
  for (;;) {
    try {
      for await (const news of await questionsClient.log.changes({})) {
        const moved = usePlayheadStore.getState().head?.token !== news.head.token;
        usePlayheadStore.setState({ status: news.status, head: news.head });
        if (moved) refreshSoon(resolve);
      }
    } catch {
      // The channel comes back by itself; its banner says so meanwhile.
    }
    await pause(500);
  }
}

let refreshing = false;
let refreshedAt = 0;

function refreshSoon(resolve: (at: string) => void): void {
  if (refreshing) return;
  refreshing = true;
  const wait = Math.max(0, refreshedAt + refreshEveryMs() - performance.now());
  setTimeout(() => {
    refreshing = false;
    refreshedAt = performance.now();
    const { at } = useWhere.getState();
    const { resolved } = usePlayheadStore.getState();
    if (at === 'head') return resolve('head');
    void noteHead();
    if (resolved?.at === at) void countLater(resolved);
  }, wait);
}

function refreshEveryMs(): number {
  if (useWhere.getState().at !== 'head') return changeEveryMs.past;
  return usePlayheadStore.getState().status?.caughtUp
    ? changeEveryMs.live
    : changeEveryMs.catchingUp;
}

// A saved cut does not change; only how much stands after it does.
async function countLater(resolved: Resolved): Promise<void> {
  const { isHead, laterEvents } = await questionsClient.log
    .cut({ at: resolved.token })
    .catch(() => resolved);
  if (usePlayheadStore.getState().resolved?.token !== resolved.token) return;
  usePlayheadStore.setState({ resolved: { ...resolved, isHead, laterEvents } });
}

async function noteHead(): Promise<void> {
  const { last } = await questionsClient.log.cut({ at: 'head' }).catch(() => ({ last: null }));
  if (last) usePlayheadStore.setState({ headTau: last.tau });
}
