import type { Cut } from '../../../shared/log/cut.ts';
import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedColumns } from './stored-record.ts';
import { quarantinedBelow } from './troubles.ts';

/** A record in quarantine, with the reason it stands there. */
export type QuarantinedRecord = StoredRecord & { readonly fault: string };

const recordSql = `SELECT ${storedColumns}, q.text AS fault
  FROM record r JOIN quarantine q ON q.place = r.place WHERE r.place = ?`;

/** Quarantined records below a cut, in the given partitions, that carry a key; by place. */
export function quarantinedWithKey(
  snapshot: Snapshot,
  cut: Cut,
  { key, partitions }: { readonly key: string; readonly partitions: readonly number[] },
): QuarantinedRecord[] {
  const wanted = Buffer.from(key);
  return partitions.flatMap((partition) =>
    quarantinedBelow(snapshot, cut, partition)
      .filter((range) => range.key?.equals(wanted))
      .map(({ place }) => snapshot.first<QuarantinedRecord>(recordSql, place))
      .filter((row) => row !== undefined),
  );
}
