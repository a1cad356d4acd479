import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { questions } from '../../rpc/clients.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { bucketsFor, type Density, densityOf } from './density-bars.ts';
import { useTimeline } from './timeline-store.ts';

const wheelRestsMs = 60;
const newEventsEveryMs = 1000;

/** The density at head for a chart so wide: of all time, or of what is zoomed into. Null until it is known. */
export function useDensity(width: number): Density | null {
  const head = useThrottledValue(
    usePlayheadStore((state) => state.head?.token ?? state.resolved?.token),
    newEventsEveryMs,
  );
  const zoom = useTimeline((state) => state.zoom);
  const [asked] = useDebouncedValue(zoom, wheelRestsMs);
  const buckets = bucketsFor(width);
  const canAsk = head !== undefined && width > 0;
  const all = useQuery(
    questions.log.density.queryOptions({ input: canAsk ? { at: 'head', buckets } : skipToken }),
  );
  const part = useQuery(
    questions.log.density.queryOptions({
      input:
        canAsk && asked
          ? {
              at: 'head',
              from: new Date(asked.from).toISOString(),
              to: new Date(asked.to).toISOString(),
              buckets,
            }
          : skipToken,
    }),
  );
  useRefetch(head, all.refetch);
  useRefetch(zoom ? head : undefined, part.refetch);
  useExtent(all.data);
  const answer = zoom ? (part.data ?? all.data) : all.data;
  return useMemo(() => (answer ? densityOf(answer) : null), [answer]);
}

// The same question again rather than one of its own per head: old answers would only fill the cache.
function useRefetch(
  head: string | undefined,
  refetch: (how: { cancelRefetch: boolean }) => unknown,
): void {
  useEffect(() => {
    if (head !== undefined) refetch({ cancelRefetch: false });
  }, [head, refetch]);
}

function useExtent(answer: { from: string | null; to: string | null } | undefined): void {
  const from = answer?.from ?? null;
  const to = answer?.to ?? null;
  useEffect(() => {
    if (from === null || to === null) return;
    const start = Date.parse(from);
    useTimeline.setState({ extent: { from: start, to: Math.max(Date.parse(to), start + 1000) } });
  }, [from, to]);
}
