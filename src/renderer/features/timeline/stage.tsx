import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { useWhere } from '../../state/window-store.ts';
import { countOf } from '../../ui/format-count.ts';
import { Axis } from './axis.tsx';
import { bucketWords, type Density, type Scale, scaleOf } from './density-bars.ts';
import { barsIn, DensityChart } from './density-chart.tsx';
import { HoverCard } from './hover-card.tsx';
import { Lane, laneHeight, Notches, notchRow, TallMarks } from './marks.tsx';
import { PlayheadLine } from './playhead-line.tsx';
import { type TimeWindow, xOf } from './time-scale.ts';
import styles from './timeline.module.css';
import { shownWindow, useTimeline } from './timeline-store.ts';
import { useDensity } from './use-density.ts';
import { useLane } from './use-lane.ts';
import { useScrub } from './use-scrub.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';

type Size = { readonly width: number; readonly height: number };

const axisHeight = 22;
const chartTop = 8;
const leastChart = 24;

/** Density, notches, lane and axis, with the playhead over them. */
export function Stage({ width, height }: Size) {
  const density = useDensity(width);
  const window = useTimeline(shownWindow);
  const extent = useTimeline((state) => state.extent);
  if (!density) return null;
  if (!window || !extent) {
    return <p className={styles['nothing']}>The timeline fills as soon as records are read.</p>;
  }
  return <Drawn {...{ width, height, density, window, extent }} />;
}

type DrawnProps = Size & {
  readonly density: Density;
  readonly window: TimeWindow;
  readonly extent: TimeWindow;
};

function Drawn({ width, height, density, window, extent }: DrawnProps) {
  const plot = useRef<HTMLDivElement>(null);
  const [hoverX, setHoverX] = useState<number | null>(null);
  const scrub = useScrub(width);
  const lane = useLane(window, width);
  useWheelZoom(plot, width);
  const scale = useMemo(() => scaleOf(barsIn(density, window)), [density, window]);
  const chartHeight = Math.max(leastChart, height - axisHeight - chartTop - notchRow - laneHeight);
  const notchTop = chartTop + chartHeight + 1;
  const hover = (event: PointerEvent<HTMLElement>) => {
    scrub.onPointerMove(event);
    const isDragging = event.buttons !== 0;
    const { left } = event.currentTarget.getBoundingClientRect();
    setHoverX(isDragging ? null : Math.max(0, Math.min(width, event.clientX - left)));
  };
  return (
    <>
      <div
        ref={plot}
        className={styles['plot']}
        data-testid="plot"
        {...scrub}
        onPointerMove={hover}
        onPointerLeave={() => setHoverX(null)}
      >
        <TopLabel scale={scale} bucketMs={density.bucketMs} />
        <div className={styles['chart']} style={{ height: chartHeight + 1 }}>
          <DensityChart {...{ density, window, width }} height={chartHeight} top={scale.top} />
        </div>
        <TallMarks bars={scale.taller} {...{ window, width }} />
        <Notches {...{ density, window, width }} top={notchTop} />
        <Lane {...lane} {...{ window, width }} top={notchTop + notchRow} />
        <ProvisionalZone window={window} width={width} />
        <PlayheadLine {...{ window, extent, width }} veilHeight={notchTop} />
        <LaneNote top={notchTop + notchRow} />
        {hoverX !== null && <HoverCard x={hoverX} {...lane} {...{ window, width, density }} />}
      </div>
      <Axis window={window} width={width} />
    </>
  );
}

type TopLabelProps = { readonly scale: Scale; readonly bucketMs: number };

function TopLabel({ scale: { top, taller }, bucketMs }: TopLabelProps) {
  return (
    <>
      <div className={styles['top']} />
      <span className={styles['topLabel']}>
        {countOf(top, 'event')} per {bucketWords(bucketMs)}
        {taller.length > 0 && ` · ${countOf(taller.length, 'bar')} taller`}
      </span>
    </>
  );
}

function LaneNote({ top }: { top: number }) {
  const followed = useWhere((state) => state.followed);
  if (followed !== null) return null;
  return (
    <span className={styles['laneNote']} style={{ top: top + 10 }}>
      Open a person to see their events and roles over time here.
    </span>
  );
}

// Right of this, a record may still come that belongs before what is shown.
function ProvisionalZone({ window, width }: { window: TimeWindow; width: number }) {
  const from = usePlayheadStore((state) => state.status?.provisionalFrom ?? null);
  if (from === null) return null;
  const x = Math.max(0, Math.min(width - 6, xOf(window, width, from)));
  return from < window.to ? <div className={styles['hatch']} style={{ left: x }} /> : null;
}
