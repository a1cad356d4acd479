import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import type { Picking } from './picking.ts';
import { useTablePicks } from './use-table-picks.ts';

const rowHeight = 30;
/** Height of a table's head, px. */
export const headHeight = 28;

const nearEnd = 20;

type TableRows<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly markedKey?: string | null;
  readonly onOpen?: (row: Row) => void;
  readonly onNearEnd?: () => void;
  readonly picking?: Picking<Row> | undefined;
  readonly keys?: { readonly [key: string]: (row: Row) => void } | undefined;
};

/** Which rows are drawn, which one the keys stand at, and how the keys move. */
export function useTableRows<Row>({ rows, rowKey, markedKey = null, ...told }: TableRows<Row>) {
  const { onOpen, onNearEnd, picking } = told;
  const picks = useTablePicks({ rows, rowKey, picking });
  const scroll = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const { scrollToIndex } = virtual;
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - nearEnd) onNearEnd?.();
  }, [lastSeen, rows.length, onNearEnd]);
  const markedAt = markedKey === null ? -1 : rows.findIndex((row) => rowKey(row) === markedKey);
  useEffect(() => {
    if (markedKey === null || markedAt < 0) return;
    setCurrent(markedAt);
    scrollToIndex(markedAt);
  }, [markedAt, markedKey, scrollToIndex]);
  const at = Math.min(current, Math.max(0, rows.length - 1));
  const move = (event: KeyboardEvent) => {
    const row = rows[at];
    const next = nextRow(event.key, at, (scroll.current?.clientHeight ?? 0) - headHeight);
    const isPick = picks.press(event, at, next);
    if (row !== undefined && !isPick) {
      if (event.key === 'Enter') return onOpen?.(row);
      told.keys?.[event.key]?.(row);
    }
    if (next === null || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const kept = Math.max(0, Math.min(rows.length - 1, next));
    setCurrent(kept);
    scrollToIndex(kept);
  };
  const press = (event: MouseEvent, index: number, row: Row) => {
    setCurrent(index);
    scroll.current?.focus({ preventScroll: true });
    if (!picks.click(event, index)) onOpen?.(row);
  };
  return { scroll, items, height: virtual.getTotalSize(), at, markedAt, move, press, picks };
}

function nextRow(key: string, at: number, height: number): number | null {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    default:
      return null;
  }
}
