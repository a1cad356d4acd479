import { useMemo } from 'react';
import { formatTime, type TimeStyle } from '../ui/format-time.ts';
import { usePreferences, type Zone } from './preferences.ts';

/** Writes times in the zone the person chose. */
export function useFormat(): {
  readonly zone: Zone;
  /** ms since 1970, or ISO 8601; a dash where there is none. */
  time(time: number | string | null, style: TimeStyle): string;
} {
  const zone = usePreferences((state) => state.zone);
  return useMemo(
    () => ({
      zone,
      time: (time, style) => (time === null ? '–' : formatTime(time, style, zone)),
    }),
    [zone],
  );
}
