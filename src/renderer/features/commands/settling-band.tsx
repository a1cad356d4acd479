import { Banner } from '../../ui/banner.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';

type Settling = { readonly left: number; readonly of: number };

/** Says that commands an earlier run left open are looked for in the log, and how far that has come. */
export function SettlingBand({ settling }: { readonly settling: Settling | null }) {
  if (settling === null) return null;
  const { left, of } = settling;
  const done = of - left;
  return (
    <Banner look="warm">
      <span>
        Looking in the log for {formatCount(left)} of {countOf(of, 'command')} an earlier run left
        open…
      </span>
      <ProgressBar
        percent={of === 0 ? 100 : (done / of) * 100}
        label="Commands of an earlier run that were settled"
      />
    </Banner>
  );
}
