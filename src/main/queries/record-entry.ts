import type { Entry } from '../../shared/contract/entries.ts';
import type { KeptRecord } from '../store/read/kept-record.ts';
import { headCut } from '../store/read/partitions.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import type { SubjectRef } from '../store/read/subjects.ts';
import { foldEntries } from './fold-entries.ts';
import { storedEntry } from './stored-entry.ts';

/** An event or duplicate by itself: what it changed is folded on the state just below it. */
export function entryOfRecord(snapshot: Snapshot, row: KeptRecord, isBrief: boolean): Entry {
  const subject = subjectOf(row);
  if (!subject) return storedEntry(snapshot, row, { isBrief });
  const below = { cut: headCut(snapshot), beside: row };
  const told = foldEntries(snapshot, { subject, rows: [row], below });
  return storedEntry(snapshot, row, { told: told.get(row.place), isBrief });
}

function subjectOf({ user, role }: KeptRecord): SubjectRef | null {
  if (user !== null) return { kind: 'user', number: user };
  return role === null ? null : { kind: 'role', number: role };
}
