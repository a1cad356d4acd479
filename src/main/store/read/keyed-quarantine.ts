import type { Cut } from '../../../shared/log/cut.ts';
import { quarantineAt } from './quarantine-at.ts';
import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedRecord } from './stored-record.ts';
import { quarantinedBelow } from './troubles.ts';

/** A record in quarantine, with the reason it stands there. */
export type QuarantinedRecord = StoredRecord & { readonly fault: string };

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
      .flatMap(({ place }) => {
        const row = storedRecord(snapshot, place);
        return row ? [{ ...row, fault: quarantineAt(snapshot, place)?.text ?? '' }] : [];
      }),
  );
}
