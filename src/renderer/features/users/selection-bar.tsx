import type { UserAnswer } from '../../../shared/contract/users.ts';
import { openBulk } from '../../domain-ui/sheet-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { pick, usePicks } from './picks-store.ts';
import styles from './users.module.css';

/** How many users are picked, and what can be done with all of them; it stands in the foot. */
export function SelectionBar({ rows }: { readonly rows: readonly UserAnswer[] }) {
  const picked = usePicks((state) => state.picked);
  const shown = rows.filter(({ userId }) => picked.has(userId)).length;
  const hidden = picked.size - shown;
  return (
    <section className={styles['selection']} aria-label="Picked users">
      <span aria-live="polite">
        <b>{formatCount(picked.size)} selected</b>
        {hidden > 0 && `, ${formatCount(hidden)} not in these rows`}
      </span>
      <Button
        size="small"
        look="primary"
        onClick={() =>
          openBulk([...picked], {
            change: null,
            reason: '',
            // What was picked was picked for this.
            onStarted: () => pick(new Set()),
          })
        }
      >
        Change…
      </Button>
      <Button size="small" look="quiet" onClick={() => pick(new Set())}>
        Clear <Kbd>Esc</Kbd>
      </Button>
      <span className={styles['selectionKeys']}>
        <Kbd>X</Kbd> picks a row, <Kbd>Shift</Kbd> a range, <Kbd>Ctrl A</Kbd> all that are loaded
      </span>
    </section>
  );
}
