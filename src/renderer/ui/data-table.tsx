// biome-ignore-all lint/a11y/useSemanticElements: only the rows in sight are drawn, at places of their own, which table elements cannot do.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows share one tab stop; cells are read through the row.

import { type MouseEvent, memo, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { PickBox } from './pick-box.tsx';
import { type Picking, pickWidth } from './picking.ts';
import { useSteady } from './use-steady.ts';
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
  /** Rows can be picked, for something to be done with all of them. */
  readonly picking?: Picking<Row>;
  /** What else a key does with the row the keys stand at. */
  readonly keys?: { readonly [key: string]: (row: Row) => void };
  /** Shown in place of rows where there are none. */
  readonly empty?: ReactNode;
};

/** Rows of 30, one line each: arrows and page keys move, Enter opens; only what is seen is drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, selectedKey, picking } = props;
  const idBase = useId();
  const { scroll, items, height, at, markedAt, move, press, picks } = useTableRows(props);
  const pickAll = useSteady(() => picks.all());
  if (rows.length === 0) return <div className={styles['table']}>{props.empty}</div>;
  const isDrawn = items.some(({ index }) => index === at);
  return (
    <div
      ref={scroll}
      className={styles['table']}
      role="grid"
      tabIndex={0}
      aria-multiselectable={picking ? true : undefined}
      data-picking={picking && picking.picked.size > 0}
      aria-label={label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-activedescendant={isDrawn ? `${idBase}-${at}` : undefined}
      onKeyDown={move}
    >
      <TableHead
        columns={columns}
        picking={picking}
        areAll={picking !== undefined && rows.every((row) => picking.picked.has(rowKey(row)))}
        onAll={pickAll}
      />
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
              picking={picking}
              isPicked={picking?.picked.has(rowKey(row)) ?? false}
              onPick={(event) => (event.shiftKey ? picks.reach(index) : picks.toggle(index))}
              isMarked={index === markedAt}
              isCurrent={index === at}
              isFaint={props.isFaint?.(row) ?? false}
              onPress={(event) => press(event, index, row)}
            />
          );
        })}
      </div>
    </div>
  );
}

type TableHeadProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly picking: Picking<Row> | undefined;
  readonly areAll: boolean;
  readonly onAll: () => void;
};

function TableHead<Row>({ columns, picking, areAll, onAll }: TableHeadProps<Row>) {
  return (
    <div role="rowgroup" className={styles['headGroup']}>
      <div className={styles['head']} role="row" aria-rowindex={1}>
        {picking && (
          <div role="columnheader" className={styles['pick']} style={{ width: pickWidth }}>
            <PickBox
              label="Pick all that are loaded"
              isPicked={areAll}
              isPartly={picking.picked.size > 0 && !areAll}
              onPick={onAll}
            />
          </div>
        )}
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
  readonly picking: Picking<Row> | undefined;
  readonly isPicked: boolean;
  readonly onPick: (event: MouseEvent) => void;
  readonly onPress: (event: MouseEvent) => void;
};

function TableRow<Row>({ id, row, index, columns, top, ...is }: TableRowProps<Row>) {
  const { picking, onPress } = is;
  const pick = useSteady((event: MouseEvent) => is.onPick(event));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys.
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      // Where rows can be picked, that is what is selected; the open one is the current one.
      aria-selected={picking ? is.isPicked : is.isSelected}
      aria-current={is.isMarked || (picking && is.isSelected) ? 'true' : undefined}
      className={classNames(
        styles['row'],
        is.isMarked && styles['marked'],
        is.isSelected && styles['selected'],
        is.isPicked && styles['picked'],
        is.isCurrent && styles['current'],
        is.isFaint && styles['faint'],
      )}
      style={{ transform: `translateY(${top}px)` }}
      // A click that reaches from row to row marks no text.
      onMouseDown={(event) => picking && event.shiftKey && event.preventDefault()}
      onClick={onPress}
    >
      {picking && (
        <div role="gridcell" className={styles['pick']} style={{ width: pickWidth }}>
          <PickBox label={`Pick ${picking.nameOf(row)}`} isPicked={is.isPicked} onPick={pick} />
        </div>
      )}
      <Cells row={row} columns={columns} />
    </div>
  );
}

type CellsProps<Row> = { readonly row: Row; readonly columns: readonly Column<Row>[] };

// A table is drawn anew for many reasons, its cells only where the row or the columns are others.
const Cells = memo(<Row,>({ row, columns }: CellsProps<Row>) =>
  columns.map((column) => (
    <div key={column.id} role="gridcell" {...cellProps(column)}>
      {column.cell(row)}
    </div>
  )),
) as <Row>(props: CellsProps<Row>) => ReactNode;

function cellProps<Row>(column: Column<Row>) {
  return {
    className: classNames(styles['cell'], column.align === 'end' && styles['end']),
    style:
      column.width === undefined
        ? { flex: `${column.share ?? 1} 1 0`, minWidth: 0 }
        : { width: column.width },
  };
}
