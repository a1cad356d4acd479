import { type ReactNode, useMemo, useState } from 'react';
import type { Bulk, BulkLine } from '../../../shared/contract/bulks.ts';
import { BulkState } from '../../domain-ui/bulk-state.tsx';
import { bulkPercent, bulkSentence, bulkTimeLeft } from '../../domain-ui/bulk-words.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CountChips } from '../../ui/count-chips.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-count.ts';
import { formatSpan } from '../../ui/format-span.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './bulk.module.css';
import { bulkText, filterLines, type LineFilter, lineFilters } from './bulk-lines.ts';
import { lineColumns } from './line-columns.tsx';
import { type RunningBulk, useBulk } from './use-bulk.ts';

type BulkRunProps = {
  readonly bulkId: string;
  /** Closes the sheet it stands in; not given where it stands in the inspector. */
  readonly onClose?: () => void;
};

/** How a bulk fares: how far, how quickly, how long still, what became of each line; stop, and run again. */
export function BulkRun({ bulkId, onClose }: BulkRunProps) {
  const running = useBulk(bulkId);
  const { nameOf } = useRolesHere();
  const { bulk, fault } = running;
  if (fault && !bulk) return <Empty title="This bulk cannot be shown" text={fault.text} />;
  if (!bulk) return <p className={styles['quiet']}>Asking how it stands…</p>;
  return (
    <>
      <header className={styles['runHead']}>
        <h2 className={styles['runTitle']}>
          {bulkSentence(bulk.change, bulk.counts.total, nameOf)}
        </h2>
        <BulkState bulk={bulk} />
      </header>
      <p className={styles['quiet']}>
        {bulk.reason}
        {bulk.ticket !== null && ` · ${bulk.ticket}`} · by {bulk.actor}
      </p>
      <Progress bulk={bulk} />
      <Lines bulk={bulk} onOpen={onClose} />
      {running.stepFault && (
        <p className={styles['wrong']} role="alert">
          {running.stepFault.text}
        </p>
      )}
      <RunSteps running={running} bulk={bulk}>
        {onClose && <Button onClick={onClose}>Close</Button>}
      </RunSteps>
    </>
  );
}

function Progress({ bulk }: { readonly bulk: Bulk }) {
  const { counts, rate, state } = bulk;
  const left = bulkTimeLeft(bulk);
  const percent = bulkPercent(bulk);
  const said = [
    `${percent} %`,
    ...(state === 'running' ? [`${rate.toFixed(1)} lines/s`] : []),
    ...(left === null ? [] : [`${formatSpan(left)} left`]),
  ].join(' · ');
  const ended = [
    `${countOf(counts.confirmed + counts.raced, 'line')} written`,
    `${counts.refused} refused`,
    ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
  ].join(', ');
  return (
    <div className={styles['progress']}>
      <ProgressBar percent={percent} label="Lines that have come to an end" isWide />
      <span className={styles['progressSaid']}>{said}</span>
      <span className={styles['progressEnd']} role="status">
        {state === 'running' ? '' : ended}
      </span>
    </div>
  );
}

const filterWords: { readonly [Name in LineFilter]: string } = {
  all: 'All',
  confirmed: 'Confirmed',
  raced: 'Raced',
  refused: 'Refused',
  open: 'On the way',
  waiting: 'Waiting',
};

type LinesProps = { readonly bulk: Bulk; readonly onOpen: (() => void) | undefined };

function Lines({ bulk: { lines, counts }, onOpen }: LinesProps) {
  const [filter, setFilter] = useState<LineFilter>('all');
  const shown = useMemo(() => filterLines(lines, filter), [lines, filter]);
  const count = (name: LineFilter) => (name === 'all' ? counts.total : counts[name]);
  const choices = lineFilters
    .filter((name) => name === 'all' || name === filter || count(name) > 0)
    .map((name) => ({ value: name, label: filterWords[name], count: count(name) }));
  const open = ({ status, commandId, userId }: BulkLine) => {
    openSubject(
      status === 'waiting' ? { kind: 'user', id: userId } : { kind: 'command', id: commandId },
    );
    onOpen?.();
  };
  return (
    <section className={styles['lines']} aria-label="Lines">
      <CountChips label="Status" choices={choices} value={filter} onChange={setFilter} />
      <DataTable<BulkLine>
        label="Lines of the bulk"
        columns={lineColumns}
        rows={shown}
        rowKey={({ userId }) => userId}
        onOpen={open}
        empty={<Empty title="No line stands so" />}
      />
    </section>
  );
}

type RunStepsProps = {
  readonly running: RunningBulk;
  readonly bulk: Bulk;
  readonly children: ReactNode;
};

function RunSteps({ running, bulk, children }: RunStepsProps) {
  const { isPending, stop, runAgain } = running;
  const { state, counts } = bulk;
  const canRunAgain = state === 'stopped' || (state === 'done' && counts.refused > 0);
  return (
    <footer className={styles['foot']}>
      <span className={styles['operator']}>
        {state === 'running' && 'You can close this; it goes on by itself.'}
        {state === 'stopped' && 'Run again issues only the lines without effect.'}
        {state === 'done' && counts.refused > 0 && 'Run again issues only what was refused.'}
      </span>
      <CopyButton text={() => bulkText(bulk)}>Copy outcome</CopyButton>
      {children}
      {state === 'running' && (
        <Button look="danger" disabled={isPending} onClick={stop}>
          Stop
        </Button>
      )}
      {canRunAgain && (
        <Button look="primary" disabled={isPending} onClick={runAgain}>
          Run again
        </Button>
      )}
    </footer>
  );
}
