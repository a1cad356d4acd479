import { memo } from 'react';
import type { Density, DensityBar } from './density-bars.ts';
import { barsIn } from './density-chart.tsx';
import type { LaneDot, PlacedBar } from './lane-layout.ts';
import { type TimeWindow, xOf } from './time-scale.ts';
import styles from './timeline.module.css';

type Placed = { readonly window: TimeWindow; readonly width: number; readonly top: number };

/** How high the row of notches is, px. */
export const notchRow = 10;
/** How high the lane is, px. */
export const laneHeight = 42;
/** How many rows of role bars fit into the lane. */
export const barRows = 3;

const notchWidth = 3;
const firstBarY = 18;
const barPitch = 8;
const barThickness = 5;
const leastPrivileged = 10;

/** A notch where records did not decode or did not fit. */
export const Notches = memo(function Notches({
  density,
  ...placed
}: Placed & { density: Density }) {
  const { window, width, top } = placed;
  return (
    <svg
      className={styles['marks']}
      style={{ top }}
      width={width}
      height={notchRow}
      aria-hidden="true"
    >
      {barsIn(density, window)
        .filter(({ problems }) => problems > 0)
        .map(({ from, middle }) => (
          <rect
            key={from}
            className={styles['notch']}
            x={xOf(window, width, middle) - notchWidth / 2}
            y={2}
            width={notchWidth}
            height={6}
          />
        ))}
    </svg>
  );
});

/** A small arrow over each bar that rises above the scale. */
export function TallMarks({
  bars,
  window,
  width,
}: Omit<Placed, 'top'> & { bars: readonly DensityBar[] }) {
  return bars.map(({ from, middle }) => (
    <span
      key={from}
      className={styles['tall']}
      style={{ left: Math.max(6, xOf(window, width, middle)) }}
      aria-hidden="true"
    />
  ));
}

type LaneProps = Placed & {
  readonly dots: readonly LaneDot[];
  readonly bars: readonly PlacedBar[];
};

/** The followed user: a dot an event, a bar for as long as each role was held. */
export const Lane = memo(function Lane({ dots, bars, ...placed }: LaneProps) {
  const { window, width, top } = placed;
  return (
    <svg
      className={styles['marks']}
      style={{ top }}
      width={width}
      height={laneHeight}
      aria-hidden="true"
    >
      <line className={styles['laneLine']} x1={0} x2={width} y1={9} y2={9} />
      {bars.map((bar) => (
        <LaneBarShape
          key={`${bar.roleId} ${bar.fromTau}`}
          bar={bar}
          window={window}
          width={width}
        />
      ))}
      {dots.map(({ partition, offset, tau, kind }) => (
        <circle
          key={`${partition}:${offset}`}
          className={styles['dot']}
          data-kind={kind}
          cx={xOf(window, width, tau)}
          cy={9}
          r={kind === 'signIns' ? 2.5 : 4}
        />
      ))}
    </svg>
  );
});

type LaneBarProps = {
  readonly bar: PlacedBar;
  readonly window: TimeWindow;
  readonly width: number;
};

function LaneBarShape({ bar, window, width }: LaneBarProps) {
  const from = Math.max(-4, xOf(window, width, bar.fromTau));
  const to = bar.toTau === null ? width : Math.min(width + 4, xOf(window, width, bar.toTau));
  if (to < 0 || from > width) return null;
  // Forty minutes among two years would be thinner than a hair: a privileged role is always seen.
  const least = bar.privileged ? leastPrivileged : 2;
  return (
    <rect
      className={styles['bar']}
      data-privileged={bar.privileged}
      x={Math.min(from, width - least)}
      y={firstBarY + bar.row * barPitch}
      width={Math.max(least, to - from)}
      height={barThickness}
      rx={2}
    />
  );
}
