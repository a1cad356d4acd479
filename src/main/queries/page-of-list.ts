import type { Cut } from '../../shared/log/cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import type { ListKey } from '../store/read/user-index.ts';
import { tokenOf } from './at-cut.ts';
import { type Cursor, writeCursor } from './cursor.ts';

/** Something in the order of users: by username (code point, null last), then by id. */
type KeyedList<Item> = {
  readonly length: number;
  at(position: number): Item;
  keyOf(item: Item): ListKey;
  countUpTo(key: ListKey): number;
};

type Page = { readonly cut: Cut; readonly cursor: Cursor | null; readonly limit: number };

/** The page of a list that comes after a cursor, and the cursor of the next; null on the last page. */
export function pageOfList<Item>(
  snapshot: Snapshot,
  list: KeyedList<Item>,
  { cut, cursor, limit }: Page,
): { readonly items: Item[]; readonly after: string | null } {
  const from = cursor ? list.countUpTo(keyOfCursor(cursor)) : 0;
  const length = Math.min(limit, list.length - from);
  const items = Array.from({ length }, (_, at) => list.at(from + at));
  const last = items.at(-1);
  if (last === undefined || from + length === list.length) return { items, after: null };
  const { username, userId } = list.keyOf(last);
  return { items, after: writeCursor({ token: tokenOf(snapshot, cut), key: [username, userId] }) };
}

function keyOfCursor({ key: [username, userId] }: Cursor): ListKey {
  return { username: username === null ? null : String(username), userId: String(userId) };
}
