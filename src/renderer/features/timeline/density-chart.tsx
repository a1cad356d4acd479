import { memo } from 'react';
import { Bar, BarChart, XAxis, YAxis } from 'recharts';
import type { Density } from './density-bars.ts';
import type { TimeWindow } from './time-scale.ts';

type DensityChartProps = {
  readonly density: Density;
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  /** Events at the top of the scale. */
  readonly top: number;
};

const gapPx = 1;

/** Events over record time, stacked by kind. Drawn anew only for other data or another window: never for the playhead. */
export const DensityChart = memo(function DensityChart(props: DensityChartProps) {
  const { density, window, width, height, top } = props;
  const seen = barsIn(density, window);
  const pxPerBar = (density.bucketMs / (window.to - window.from)) * width;
  const barSize = Math.max(1, pxPerBar > 4 ? pxPerBar - gapPx : pxPerBar);
  const shared = { stackId: 'all', barSize, isAnimationActive: false } as const;
  return (
    <BarChart
      width={width}
      height={height}
      data={seen}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <XAxis
        hide
        dataKey="middle"
        type="number"
        domain={[window.from, window.to]}
        allowDataOverflow
      />
      <YAxis hide domain={[0, top]} allowDataOverflow width={0} />
      <Bar dataKey="signIns" fill="var(--kind-sign-ins)" {...shared} />
      <Bar dataKey="people" fill="var(--kind-people)" {...shared} />
      <Bar dataKey="roles" fill="var(--kind-roles)" {...shared} />
    </BarChart>
  );
});

/** The bars of a window. */
export function barsIn({ bars, bucketMs }: Density, window: TimeWindow): Density['bars'] {
  return bars.filter(({ from }) => from + bucketMs > window.from && from < window.to);
}
