import { useThrottledValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { questions } from '../../rpc/clients.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { useWhere } from '../../state/window-store.ts';
import { type LaneDot, type PlacedBar, placeBars, thinDots } from './lane-layout.ts';
import { barRows } from './marks.tsx';
import type { TimeWindow } from './time-scale.ts';

const newEventsEveryMs = 1000;
const none = { dots: [], bars: [] };

/** The followed user's lane as it is drawn in a window. */
export function useLane(
  window: TimeWindow | null,
  width: number,
): { dots: LaneDot[]; bars: PlacedBar[] } {
  const userId = useWhere((state) => state.followed);
  const head = useThrottledValue(
    usePlayheadStore((state) => state.head?.token),
    newEventsEveryMs,
  );
  const { data, isPlaceholderData, refetch } = useQuery(
    questions.users.lane.queryOptions({ input: userId === null ? skipToken : { userId } }),
  );
  useEffect(() => {
    if (head !== undefined && userId !== null) refetch({ cancelRefetch: false });
  }, [head, userId, refetch]);
  // Another person's lane is never shown under this one's name.
  const lane = userId === null || isPlaceholderData ? undefined : data;
  const bars = useMemo(() => (lane ? placeBars(lane.bars, barRows) : none.bars), [lane]);
  const dots = useMemo(
    () => (lane && window ? thinDots(lane.dots, window, width) : none.dots),
    [lane, window, width],
  );
  return { dots, bars };
}
