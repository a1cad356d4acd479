import { bulkPercent } from '../domain-ui/bulk-words.ts';
import { useBulks } from '../domain-ui/use-bulks.ts';
import { openSubject } from '../state/window-store.ts';
import { ChipButton } from '../ui/chip.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './bars.module.css';

/** A bulk that runs, wherever the person has gone meanwhile; a press opens it. */
export function BulkChip() {
  const { bulks } = useBulks();
  const bulk = bulks?.find(({ state }) => state === 'running');
  if (!bulk) return null;
  const percent = bulkPercent(bulk);
  return (
    <ChipButton
      className={styles['bulk']}
      title="A change of many users runs. Press to see each line."
      onClick={() => openSubject({ kind: 'bulk', id: bulk.bulkId })}
    >
      Bulk <ProgressBar percent={percent} label="Bulk" isWide /> {percent} %
    </ChipButton>
  );
}
