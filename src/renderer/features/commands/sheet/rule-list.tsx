import { VisuallyHidden } from '@mantine/core';
import styles from './rehearsal.module.css';
import type { RuleLine } from './rule-lines.ts';

const signs = { held: '✓', broken: '✗', todo: '○' } as const;
const words = { held: 'holds', broken: 'is broken', todo: 'is still to be met' } as const;

/** Each rule that concerns the command, passed or failed; what stands against it first. */
export function RuleList({ lines }: { readonly lines: readonly RuleLine[] }) {
  return (
    <ul className={styles['rules']}>
      {lines.map(({ code, rule, why, state, isOfState }) => (
        <li key={code} data-state={state} title={code}>
          <span className={styles['sign']} aria-hidden="true">
            {signs[state]}
          </span>
          <span>
            {rule}
            <VisuallyHidden> {words[state]}.</VisuallyHidden>
            {(state === 'broken' || isOfState) && why !== null && (
              <b className={styles['why']}>{why}</b>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
