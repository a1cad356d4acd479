import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './dialogs.module.css';
import { keyList } from './key-list.ts';

/** Every key of the window on one page. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose} width={860}>
      <div className={styles['columns']}>
        {keyList.map(({ group, keys }) => (
          <section key={group} className={styles['group']}>
            <h3>{group}</h3>
            {keys.map(({ keys: names, does }) => (
              <div key={does} className={styles['line']}>
                <span className={styles['lineKeys']}>
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </span>
                <span>{does}</span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
