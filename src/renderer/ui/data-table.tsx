// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight are drawn, at places of their own, which table elements cannot do.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows share one tab stop; cells are read through the row.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';

/** A column: give it a `width` in px, or a `share` of the room that is left. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly width?: number;
  readonly share?: number;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
};

type DataTableProps<Row> = {
  /** What the table is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Rows in all, where more can be loaded than are here. */
  readonly total?: number;
  readonly selectedKey?: string | null;
  /** The row the window stands at: on an amber ground, and kept in sight when it becomes another. */
  readonly markedKey?: string | null;
  readonly isFaint?: (row: Row) => boolean;
  readonly onOpen?: (row: Row) => void;
  /** The last rows are near: time to load more. */
  readonly onNearEnd?: () => void;
  /** Shown in place of rows where there are none. */
  readonly empty?: ReactNode;
};

const rowHeight = 30;
const headHeight = 28;
const nearEnd = 20;

/** Rows of 30, one line each: arrows and page keys move, Enter opens; only what is seen is drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selectedKey, onOpen, onNearEnd } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const idBase = useId();
  const [current, setCurrent] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - nearEnd) onNearEnd?.();
  }, [lastSeen, rows.length, onNearEnd]);
  const { markedKey = null } = props;
  const markedAt = markedKey === null ? -1 : rows.findIndex((row) => rowKey(row) === markedKey);
  const { scrollToIndex } = virtual;
  useEffect(() => {
    if (markedKey === null || markedAt < 0) return;
    setCurrent(markedAt);
    scrollToIndex(markedAt);
  }, [markedAt, markedKey, scrollToIndex]);
  const at = Math.min(current, Math.max(0, rows.length - 1));
  const move = (event: KeyboardEvent) => {
    const row = rows[at];
    if (event.key === 'Enter' && row !== undefined) return onOpen?.(row);
    const next = nextRow(event.key, at, (scroll.current?.clientHeight ?? 0) - headHeight);
    if (next === null || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    const kept = Math.max(0, Math.min(rows.length - 1, next));
    setCurrent(kept);
    virtual.scrollToIndex(kept);
  };
  if (rows.length === 0) return <div className={styles['table']}>{props.empty}</div>;
  return (
    <div
      ref={scroll}
      className={styles['table']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-activedescendant={rows.length > 0 ? `${idBase}-${at}` : undefined}
      onKeyDown={move}
    >
      <div role="rowgroup" className={styles['headGroup']}>
        <div className={styles['head']} role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column.id} role="columnheader" {...cellProps(column)}>
              {column.header}
            </div>
          ))}
        </div>
      </div>
      <div className={styles['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const isSelected = rowKey(row) === selectedKey;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys.
            <div
              key={rowKey(row)}
              id={`${idBase}-${item.index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={isSelected}
              aria-current={item.index === markedAt ? 'true' : undefined}
              className={classNames(
                styles['row'],
                item.index === markedAt && styles['marked'],
                isSelected && styles['selected'],
                item.index === at && styles['current'],
                props.isFaint?.(row) && styles['faint'],
              )}
              style={{ transform: `translateY(${item.start - headHeight}px)` }}
              onClick={() => {
                setCurrent(item.index);
                scroll.current?.focus({ preventScroll: true });
                onOpen?.(row);
              }}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" {...cellProps(column)}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function cellProps<Row>(column: Column<Row>) {
  return {
    className: classNames(styles['cell'], column.align === 'end' && styles['end']),
    style:
      column.width === undefined
        ? { flex: `${column.share ?? 1} 1 0`, minWidth: 0 }
        : { width: column.width },
  };
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
