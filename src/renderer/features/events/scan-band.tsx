import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Space } from '../../ui/view-frame.tsx';
import { mostFound, type TextScan } from './use-text-scan.ts';

type ScanBandProps = { readonly text: string; readonly scan: TextScan };

/** How far looking for a text has come, and the button that stops it. */
export function ScanBand({ text, scan }: ScanBandProps) {
  const { state, percent, rate, stop, rows, fault } = scan;
  const found = `${formatCount(rows.length)} found`;
  const words = {
    looking: `Looking for “${text}” in keys and values, from the newest record back`,
    stopped: `Stopped at ${Math.floor(percent)} %: ${found} so far`,
    all: `Looked through everything up to this moment: ${found}`,
    limit: `The newest ${formatCount(mostFound)} are shown. Narrow the list to see earlier ones`,
    failed: fault?.text ?? '',
  }[state];
  return (
    <Banner look={state === 'failed' ? 'wrong' : 'plain'}>
      <span>{words}</span>
      {state === 'looking' && (
        <>
          <ProgressBar percent={percent} label="Records looked through" />
          <span aria-hidden="true">
            {Math.floor(percent)} %
            {rate > 0 && ` · ${formatCount(Math.round(rate / 1000))} k records/s`}
          </span>
          <Space />
          <Button size="small" onClick={stop}>
            Stop
          </Button>
        </>
      )}
    </Banner>
  );
}
