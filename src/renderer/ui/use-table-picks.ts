import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { type Picking, pickRange, toggleAll, togglePicked } from './picking.ts';

type TablePicks<Row> = {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly picking?: Picking<Row> | undefined;
};

/** How rows are picked: X and a click on the box toggle, Shift reaches from the last one, Ctrl A takes all that are loaded, Esc none. */
export function useTablePicks<Row>({ rows, rowKey, picking }: TablePicks<Row>) {
  const anchor = useRef(0);
  const keys = () => rows.map(rowKey);
  const toggle = (index: number) => {
    const row = rows[index];
    if (!picking || row === undefined) return;
    anchor.current = index;
    picking.onPick(togglePicked(picking.picked, rowKey(row)));
  };
  const reach = (index: number, from = anchor.current) => {
    picking?.onPick(pickRange(picking.picked, keys(), [from, index]));
    anchor.current = index;
  };
  const all = () => picking?.onPick(toggleAll(picking.picked, keys()));
  /** True where the key was one of picking; `at` is the row the keys stand at, `next` the one an arrow leads to. */
  const press = (event: KeyboardEvent, at: number, next: number | null): boolean => {
    if (!picking) return false;
    const isCtrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (key === 'x' && !isCtrl && !event.altKey) toggle(at);
    else if (key === 'a' && isCtrl) picking.onPick(new Set([...picking.picked, ...keys()]));
    else if (key === 'escape' && picking.picked.size > 0) picking.onPick(new Set());
    else if (event.shiftKey && next !== null) reach(Math.max(0, next), at);
    else return false;
    event.preventDefault();
    return true;
  };
  /** True where a click on a row picks instead of opening. */
  const click = (event: MouseEvent, index: number): boolean => {
    const isToggle = event.ctrlKey || event.metaKey;
    if (picking && event.shiftKey) reach(index);
    else if (picking && isToggle) toggle(index);
    else {
      anchor.current = index;
      return false;
    }
    return true;
  };
  return { toggle, reach, all, press, click };
}
