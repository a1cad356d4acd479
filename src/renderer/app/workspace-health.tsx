import type { StatusAnswer } from '../../shared/contract/log.ts';
import { useConnection, worstOf } from '../rpc/connection-store.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { openView } from '../state/window-store.ts';
import { Dot } from '../ui/dot.tsx';
import { countOf, formatCount } from '../ui/format-count.ts';
import { formatSpan } from '../ui/format-span.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './bars.module.css';

/** The log that is open, and how reading it goes; a press opens "Log and lag". */
export function WorkspaceHealth() {
  const status = usePlayheadStore((state) => state.status);
  const connection = useConnection(worstOf);
  if (!status) return null;
  const isWell = connection === 'open' && !status.paused;
  const isReading = isWell && !status.caughtUp;
  return (
    <button
      type="button"
      className={styles['health']}
      onClick={() => openView('log')}
      title={`${status.log.address}: ${saidOf(status)}`}
    >
      <Dot colour={!isWell ? 'wrong' : status.caughtUp ? 'live' : 'past'} />
      <strong className={styles['healthTitle']}>{status.log.title}</strong>
      {isReading && <ProgressBar percent={status.percent} label="Read so far" />}
      <span className={styles['healthText']}>
        {connection === 'open' ? <HealthWords status={status} /> : 'not connected'}
      </span>
    </button>
  );
}

function HealthWords({ status }: { status: StatusAnswer }) {
  const [first, ...others] = saidOf(status).split(' · ');
  if (others.length === 0) return first;
  // Where there is little room the partitions give way, never the lag.
  return (
    <>
      <span className={status.caughtUp ? styles['longOnly'] : undefined}>{first} · </span>
      {others.join(' · ')}
    </>
  );
}

function saidOf(status: StatusAnswer): string {
  if (status.paused) return 'paused';
  if (!status.caughtUp) return progressOf(status);
  const partitions = Object.values(status.partitions);
  const lag = partitions.reduce((sum, { next, end }) => sum + Math.max(0, end - next), 0);
  const held = status.heldBack > 0 ? ` · ${formatCount(status.heldBack)} held back` : '';
  return `${countOf(partitions.length, 'partition')} · lag ${formatCount(lag)}${held}`;
}

/** "34 %, 120 000 records a second, 2 minutes left". */
export function progressOf({ percent, rate, secondsLeft }: StatusAnswer): string {
  const left = secondsLeft === null ? '' : ` · ${formatSpan(secondsLeft * 1000)} left`;
  const speed = rate > 0 ? ` · ${formatCount(rate)}/s` : '';
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %${speed}${left}`;
}
