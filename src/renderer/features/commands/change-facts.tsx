import { typeWord } from '../../domain-ui/type-words.ts';
import { fenceWords } from './sheet/fence-words.ts';
import { TouchedList } from './sheet/touched-list.tsx';
import styles from './sheet.module.css';
import type { RehearsedChange } from './use-change-rehearsals.ts';

type ChangeFactsProps = {
  readonly rehearsed: readonly RehearsedChange[];
  readonly roleName: (roleId: string) => string;
  readonly onSeen: () => void;
};

/** What the log would say to each change: the event and where it goes, or the rule it breaks. */
export function ChangeFacts({ rehearsed, roleName, onSeen }: ChangeFactsProps) {
  const known = rehearsed.map(({ rehearsal }) => rehearsal).filter((found) => found !== null);
  const [first] = known;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={styles['facts']} aria-label="What the log would say" tabIndex={0}>
      {rehearsed.length === 0 && (
        <p className={styles['quiet']}>
          What each change would write stands here, and which rule stands against it.
        </p>
      )}
      <ul className={styles['factList']}>
        {rehearsed.map((one) => (
          <Fact key={one.change.roleId} of={one} role={roleName(one.change.roleId)} />
        ))}
      </ul>
      {first && <TouchedList touched={first.since?.touched ?? []} onSeen={onSeen} />}
      {first && (
        <p className={styles['fence']} data-open={first.fence === 'unfenced'}>
          {fenceWords(first.fence)}
        </p>
      )}
    </section>
  );
}

function Fact({ of: { change, rehearsal }, role }: { of: RehearsedChange; role: string }) {
  const act = change.type === 'AssignRoleToUser' ? `Grant ${role}` : `Take ${role} away`;
  const why = rehearsal?.refusal ?? null;
  const state = rehearsal === null ? 'asked' : why === null ? 'held' : 'broken';
  const signs = { asked: '…', held: '✓', broken: '✗' } as const;
  return (
    <li className={styles['fact']} data-state={state}>
      <span className={styles['sign']} aria-hidden="true">
        {signs[state]}
      </span>
      <span className={styles['factAct']}>{act}</span>
      {why && (
        <span title={why.code}>
          {why.rule} <b>{why.text}</b>
        </span>
      )}
      {why === null &&
        rehearsal?.events.map(({ type, partition }) => (
          <span key={type} className={styles['factEvent']}>
            {typeWord(type)} <code>{type}</code> <code>p{partition}</code>
          </span>
        ))}
      {state === 'held' && (
        <span className={styles['factRules']}>{rehearsal?.rules.length} rules hold</span>
      )}
    </li>
  );
}
