import { useFormat } from '../../state/use-format.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatSpan } from '../../ui/format-span.ts';
import { barAt, bucketWords, type Density } from './density-bars.ts';
import { barsAt, dotNear } from './hit-test.ts';
import type { LaneDot, PlacedBar } from './lane-layout.ts';
import { type TimeWindow, timeAt } from './time-scale.ts';
import styles from './timeline.module.css';

type HoverCardProps = {
  /** px from the left of the plot. */
  readonly x: number;
  readonly window: TimeWindow;
  readonly width: number;
  readonly density: Density;
  readonly dots: readonly LaneDot[];
  readonly bars: readonly PlacedBar[];
};

const cardWidth = 240;
const dotWords = {
  people: 'The person was changed',
  roles: 'Roles were changed',
  signIns: 'Signed in',
  problem: 'Did not decode or did not fit',
} as const;

/** Tells what is under the pointer without going there. */
export function HoverCard({ x, window, width, density, dots, bars }: HoverCardProps) {
  const format = useFormat();
  const time = timeAt(window, width, x);
  const bucket = barAt(density, time);
  const dot = dotNear(dots, { window, width }, x);
  const held = barsAt(bars, { window, width }, x);
  return (
    <>
      <div className={styles['hoverLine']} style={{ left: x }} />
      <div
        className={styles['hoverCard']}
        data-testid="hover-card"
        style={{
          left: Math.max(0, Math.min(width - cardWidth, x - cardWidth / 2)),
          width: cardWidth,
        }}
        aria-hidden="true"
      >
        <div className={styles['hoverTime']}>{format.time(time, 'full')}</div>
        <BucketCounts bucket={bucket} bucketMs={density.bucketMs} />
        {dot && (
          <div>
            {dotWords[dot.kind]}{' '}
            <span className={styles['hoverNote']}>{format.time(dot.tau, 'table')}</span>
          </div>
        )}
        {held.map((bar) => (
          <div key={`${bar.roleId} ${bar.fromTau}`} className={styles['hoverCount']}>
            <span className={styles['swatch']} data-kind={bar.privileged ? 'problem' : 'roles'} />
            <span>{bar.name ?? bar.roleId}</span>
            <span className={styles['hoverNote']}>{heldFor(bar)}</span>
          </div>
        ))}
      </div>
    </>
  );
}

type BucketCountsProps = { readonly bucket: ReturnType<typeof barAt>; readonly bucketMs: number };

function BucketCounts({ bucket, bucketMs }: BucketCountsProps) {
  const words = bucketWords(bucketMs);
  if (!bucket) return <div className={styles['hoverNote']}>Nothing in this {words}</div>;
  const lines = [
    ['people', 'people', bucket.people],
    ['roles', 'roles', bucket.roles],
    ['signIns', 'sign-ins', bucket.signIns],
    ['problem', 'problems', bucket.problems],
  ] as const;
  return (
    <>
      <div className={styles['hoverNote']}>In this {words}</div>
      {lines
        .filter(([, , count]) => count > 0)
        .map(([kind, name, count]) => (
          <div key={kind} className={styles['hoverCount']}>
            <span className={styles['swatch']} data-kind={kind} />
            <span>{name}</span>
            <span>{formatCount(count)}</span>
          </div>
        ))}
    </>
  );
}

function heldFor({ fromTau, toTau }: PlacedBar): string {
  return toTau === null ? 'held at head' : `held ${formatSpan(toTau - fromTau)}`;
}
