import { Popover } from '@mantine/core';
import { useState } from 'react';
import { assertNever } from '../../../shared/kit/assert-never.ts';
import type { ExportSource } from '../../domain-ui/export-source.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { formatSpan } from '../../ui/format-span.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './export.module.css';
import { type ExportState, useExport } from './use-export.ts';

type ExportButtonProps = {
  readonly source: ExportSource;
  readonly size?: 'small' | 'normal';
};

/** Takes rows along as a file, with the cut they hold at. */
export function ExportButton({ source, size }: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { state, start, stop } = useExport(source);
  const isRunning = state.kind === 'running';
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => setOpen(opened || isRunning)}
      position="bottom-end"
      shadow="md"
      width={320}
      trapFocus
      returnFocus
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <Button size={size} aria-expanded={isOpen} onClick={() => setOpen(isRunning || !isOpen)}>
          Export
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Export" className={styles['sheet']}>
        <Preface source={source} />
        <div className={styles['formats']}>
          <Button disabled={isRunning} onClick={() => void start('csv')}>
            CSV for spreadsheets
          </Button>
          <Button disabled={isRunning} onClick={() => void start('ndjson')}>
            NDJSON for programs
          </Button>
        </div>
        <div className={styles['state']} aria-live="polite">
          <State state={state} onStop={stop} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Preface({ source }: { readonly source: ExportSource }) {
  const { live } = usePlayhead();
  const what =
    source.kind === 'users'
      ? 'All users that match the filters'
      : `The history of ${source.name}, newest first`;
  return (
    <p className={styles['promise']}>
      {what}, as of {live ? 'now' : 'the playhead'}. The file begins with its cut token, what it
      covers and whether it is exact, so that anybody can ask for the same again.
    </p>
  );
}

function State({ state, onStop }: { readonly state: ExportState; readonly onStop: () => void }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'running':
      return (
        <>
          <ProgressBar percent={percentOf(state)} label="Exported so far" />
          <span className={styles['words']}>{progressWords(state)}</span>
          <Button size="small" onClick={onStop}>
            Stop
          </Button>
        </>
      );
    case 'saved':
      return (
        <span>
          Saved {countOf(state.rows, 'row')} as <span className={styles['name']}>{state.name}</span>
        </span>
      );
    case 'failed':
      return <span className={styles['failed']}>{state.text} Nothing was saved.</span>;
    default:
      return assertNever(state);
  }
}

type Running = Extract<ExportState, { kind: 'running' }>;

function percentOf({ done, total }: Running): number {
  return total === 0 ? 0 : (100 * done) / total;
}

function progressWords(state: Running): string {
  const { done, total, since } = state;
  const seconds = (performance.now() - since) / 1000;
  if (done === 0 || seconds < 1) return `${formatCount(done)} of ${formatCount(total)}`;
  const rate = done / seconds;
  const left = formatSpan((1000 * (total - done)) / rate);
  return `${percentOf(state).toFixed(0)} % · ${formatCount(rate)}/s · ${left} left`;
}
