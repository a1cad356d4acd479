import { Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePlayhead } from '../../state/playhead-store.ts';
import { setFilter } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { positionFault, spanWords } from './event-filters.ts';
import styles from './events.module.css';

type SpanFilterProps = { readonly from: string | null; readonly to: string | null };

const dayMs = 86_400_000;
const spans = [
  ['Last day', dayMs],
  ['Last 7 days', 7 * dayMs],
  ['Last 30 days', 30 * dayMs],
] as const;

/** Narrows the events to those between two positions. */
export function SpanFilter({ from, to }: SpanFilterProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      transitionProps={{ duration: 120 }}
      shadow="md"
    >
      <Popover.Target>
        <Button className={styles['chip']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className={styles['chipLabel']}>Span</span>
          <span className={styles['chipValue']}>{spanWords(from, to)}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <SpanForm from={from} to={to} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SpanForm({ from, to, onDone }: SpanFilterProps & { readonly onDone: () => void }) {
  const { last } = usePlayhead();
  const [typed, setTyped] = useState({ from: from ?? '', to: to ?? '' });
  const faults = { from: positionFault(typed.from), to: positionFault(typed.to) };
  const apply = (span: typeof typed) => {
    setFilter('from', span.from.trim() || null);
    setFilter('to', span.to.trim() || null);
    onDone();
  };
  return (
    <form
      className={styles['span']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!faults.from && !faults.to) apply(typed);
      }}
    >
      <div className={styles['presets']}>
        {spans.map(([label, ms]) => (
          <Button
            key={label}
            size="small"
            disabled={last === null}
            onClick={() => last && apply({ from: new Date(last.tau - ms).toISOString(), to: '' })}
          >
            {label}
          </Button>
        ))}
        <Button size="small" look="quiet" onClick={() => apply({ from: '', to: '' })}>
          All time
        </Button>
      </div>
      <TextInput
        size="xs"
        label="From (inclusive)"
        placeholder="2026-03-12T00:00Z or p3:1202"
        value={typed.from}
        error={faults.from}
        onChange={(event) => setTyped({ ...typed, from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label="To (exclusive)"
        placeholder="the playhead"
        value={typed.to}
        error={faults.to}
        onChange={(event) => setTyped({ ...typed, to: event.currentTarget.value })}
      />
      <Button type="submit" look="primary" disabled={Boolean(faults.from || faults.to)}>
        Show these
      </Button>
    </form>
  );
}
