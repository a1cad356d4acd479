import { usePreferences } from '../state/preferences.ts';
import { formatTime, type TimeStyle } from '../ui/format-time.ts';

type TimeTextProps = {
  /** Ms since 1970, or ISO 8601. */
  readonly time: number | string;
  readonly style: TimeStyle;
};

/** A time in the zone of the one switch; pointing at it shows all of it. */
export function TimeText({ time, style }: TimeTextProps) {
  const zone = usePreferences((preferences) => preferences.zone);
  const iso = typeof time === 'number' ? new Date(time).toISOString() : time;
  return (
    <time dateTime={iso} title={formatTime(time, 'full', zone)}>
      {formatTime(time, style, zone)}
    </time>
  );
}
