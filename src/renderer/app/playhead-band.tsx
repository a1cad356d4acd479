import type { StatusAnswer } from '../../shared/contract/log.ts';
import { formatPlace, parsePosition } from '../../shared/log/position.ts';
import { type Resolved, usePlayheadStore } from '../state/playhead-store.ts';
import { useFormat } from '../state/use-format.ts';
import { goLive, linkAt, useWhere } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dot } from '../ui/dot.tsx';
import { formatCount } from '../ui/format-count.ts';
import { formatSpan } from '../ui/format-span.ts';
import { Kbd } from '../ui/kbd.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './bars.module.css';
import { ExactnessMark } from './exactness-mark.tsx';
import { progressOf } from './workspace-health.tsx';

/** Where the playhead stands: plain and green at head, a warm band in the past. */
export function PlayheadBand() {
  const resolved = usePlayheadStore((state) => state.resolved);
  const asked = useWhere((state) => state.at);
  if (!resolved) return <div className={styles['band']} />;
  // The colour follows the hand at once; the words follow with the answer.
  const isPast = asked !== 'head';
  return (
    <section
      className={styles['band']}
      data-past={isPast}
      aria-label={isPast ? 'Viewing the past' : 'Live'}
    >
      {isPast ? <PastWords resolved={resolved} /> : <LiveWords resolved={resolved} />}
      <ExactnessMark exactness={resolved.exactness} />
      <CopyButton size="small" text={resolved.token}>
        Copy cut<span className={styles['longOnly']}> token</span>
      </CopyButton>
      <CopyButton size="small" text={() => linkAt(resolved.token)}>
        Copy link
      </CopyButton>
      {isPast && (
        <Button size="small" look="live" onClick={goLive}>
          Go live
          <span className={styles['longOnly']}>
            <Kbd>End</Kbd>
          </span>
        </Button>
      )}
    </section>
  );
}

function LiveWords({ resolved }: { resolved: Resolved }) {
  const format = useFormat();
  const status = usePlayheadStore((state) => state.status);
  if (status && !status.caughtUp && !status.paused) return <CatchingUpWords status={status} />;
  return (
    <>
      <span className={`${styles['where']} ${styles['live']}`}>
        <Dot colour="live" /> Live
      </span>
      {resolved.last ? (
        <>
          <span className={styles['moment']}>
            Last record {format.time(resolved.last.tau, 'full')}
          </span>
          <span className={styles['mono']}>{placeOf(resolved)}</span>
        </>
      ) : (
        <span>Nothing was read yet</span>
      )}
      <span className={styles['far']} />
    </>
  );
}

// Head is not now yet: the log is still being read.
function CatchingUpWords({ status }: { status: StatusAnswer }) {
  return (
    <>
      <span className={styles['where']}>
        <Dot colour="past" /> Catching up
      </span>
      <ProgressBar percent={status.percent} label="Read of the log" />
      <span className={styles['far']}>{progressOf(status)}</span>
    </>
  );
}

function PastWords({ resolved }: { resolved: Resolved }) {
  const format = useFormat();
  const head = usePlayheadStore((state) => state.headTau);
  const moment = momentOf(resolved);
  const before =
    moment === null || head === null ? '' : `${formatSpan(head - moment)} before head · `;
  const far =
    resolved.laterEvents === 0
      ? 'nothing later'
      : `${before}${formatCount(resolved.laterEvents)} later hidden`;
  return (
    <>
      <span className={styles['where']}>
        <Dot colour="past" /> Viewing the past
      </span>
      <span className={styles['moment']}>
        {moment === null ? 'Before the first record' : format.time(moment, 'full')}
      </span>
      {resolved.last && <span className={styles['mono']}>{placeOf(resolved)}</span>}
      <span className={styles['far']} title={far}>
        {far}
      </span>
    </>
  );
}

// A time that was asked for is the moment shown, even where the last record lies before it.
function momentOf(resolved: Resolved): number | null {
  const said = parsePosition(resolved.at);
  if (said.ok && said.value.kind === 'time') return said.value.time;
  return resolved.last?.tau ?? null;
}

function placeOf({ last }: Resolved): string {
  return last ? formatPlace(last.partition, last.offset) : '';
}
