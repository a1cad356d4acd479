import type { ReactNode } from 'react';
import { countOf } from '../../../ui/format-count.ts';
import { formatSpan } from '../../../ui/format-span.ts';
import styles from './command-sheet.module.css';
import { useNow } from './use-now.ts';

type SheetFootProps = {
  /** What stands against confirming; null where nothing does. */
  readonly blocked: string | null;
  readonly operator: string;
  /** When the basis was taken, ms since 1970. */
  readonly since: number;
  /** Events about the subject since; null where that is not known. */
  readonly touched: number | null;
  /** Told where what is typed could not be kept. */
  readonly isFailing: boolean;
  readonly children: ReactNode;
};

// Often enough to be true, seldom enough not to draw the eye.
const lookEveryMs = 5_000;

/** The line that is always in sight: what stands against it, who does it, on which state, and the buttons. */
export function SheetFoot(props: SheetFootProps) {
  const { blocked, operator, since, touched, isFailing, children } = props;
  const failing = 'What you type cannot be kept now: do not close the window.';
  const said = isFailing ? failing : blocked;
  return (
    <footer className={styles['foot']}>
      <div className={styles['footWords']}>
        <p
          id="sheet-blocked"
          className={styles['blocked']}
          data-ready={said === null}
          aria-live="polite"
          title={said ?? undefined}
        >
          {said ?? 'Ready: Ctrl Enter confirms.'}
        </p>
        <p className={styles['basis']}>
          As <b>{operator}</b>, decided on the log as it was <Age since={since} />
          {touched !== null &&
            (touched === 0
              ? ' · untouched since'
              : ` · ${countOf(touched, 'event')} about this since`)}
        </p>
      </div>
      {children}
    </footer>
  );
}

function Age({ since }: { readonly since: number }) {
  const ms = useNow(lookEveryMs) - since;
  return <>{ms < lookEveryMs ? 'just now' : `${roughSpan(ms)} ago`}</>;
}

function roughSpan(ms: number): string {
  const [count, unit] = formatSpan(ms).split(' ');
  return unit === 'seconds' || unit === 'second' ? `${count} s` : `${count} ${unit}`;
}
