// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight are drawn, at places of their own, which table elements cannot do.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows share one tab stop; cells are read through the row.

import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { headHeight, useTableRows } from './use-table-rows.ts';

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

/** Rows of 30, one line each: arrows and page keys move, Enter opens; only what is seen is drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selectedKey } = props;
  const idBase = useId();
  const { scroll, items, height, at, markedAt, move, press } = useTableRows(props);
  if (rows.length === 0) return <div className={styles['table']}>{props.empty}</div>;
  const isDrawn = items.some(({ index }) => index === at);
  return (
    <div
      ref={scroll}
      className={styles['table']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-activedescendant={isDrawn ? `${idBase}-${at}` : undefined}
      onKeyDown={move}
    >
      <TableHead columns={columns} />
      <div className={styles['body']} role="rowgroup" style={{ height }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <TableRow
              key={rowKey(row)}
              id={`${idBase}-${index}`}
              {...{ row, index, columns }}
              top={start - headHeight}
              isSelected={rowKey(row) === selectedKey}
              isMarked={index === markedAt}
              isCurrent={index === at}
              isFaint={props.isFaint?.(row) ?? false}
              onPress={() => press(index, row)}
            />
          );
        })}
      </div>
    </div>
  );
}

function TableHead<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <div role="rowgroup" className={styles['headGroup']}>
      <div className={styles['head']} role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.id} role="columnheader" {...cellProps(column)}>
            {column.header}
          </div>
        ))}
      </div>
    </div>
  );
}

type TableRowProps<Row> = {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  /** px below the head. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly isCurrent: boolean;
  readonly isFaint: boolean;
  readonly onPress: () => void;
};

function TableRow<Row>({ id, row, index, columns, top, onPress, ...is }: TableRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys.
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={is.isSelected}
      aria-current={is.isMarked ? 'true' : undefined}
      className={classNames(
        styles['row'],
        is.isMarked && styles['marked'],
        is.isSelected && styles['selected'],
        is.isCurrent && styles['current'],
        is.isFaint && styles['faint'],
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" {...cellProps(column)}>
          {column.cell(row)}
        </div>
      ))}
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
