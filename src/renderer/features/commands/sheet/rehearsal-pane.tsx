import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import type { CommandType } from '../../../../shared/domain/commands.ts';
import { useRolesHere } from '../../../domain-ui/use-roles-here.ts';
import { UserName } from '../../../domain-ui/user-name.tsx';
import { countOf, formatCount } from '../../../ui/format-count.ts';
import { EventLines } from './event-lines.tsx';
import { fenceWords } from './fence-words.ts';
import { newlyPrivileged } from './newly-privileged.ts';
import styles from './rehearsal.module.css';
import type { RuleLine } from './rule-lines.ts';
import { RuleList } from './rule-list.tsx';
import { StateTable } from './state-table.tsx';
import { TouchedList } from './touched-list.tsx';
import type { RehearsalNow } from './use-rehearsal.ts';

type RehearsalPaneProps = {
  readonly type: CommandType;
  readonly rehearsal: RehearsalNow;
  readonly lines: readonly RuleLine[];
  /** What the person should know beside it. */
  readonly notes: readonly string[];
  /** True once it was confirmed: then this is what was rehearsed. */
  readonly isPast: boolean;
  readonly onSeen: () => void;
};

/** What a command would do, before it is sent: state, events, rules, and how it is written. */
export function RehearsalPane(props: RehearsalPaneProps) {
  const { type, rehearsal, lines, notes, isPast, onSeen } = props;
  const { shown, fault, isSettled } = rehearsal;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={styles['pane']} aria-label="What this does" tabIndex={0}>
      <h3 className={styles['head']}>
        {isPast ? 'As it was rehearsed' : 'What this does'}
        <span className={styles['state']} role="status">
          {isPast ? '' : verdictWords(lines, isSettled)}
        </span>
      </h3>
      {notes.map((note) => (
        <p key={note} className={styles['note']} data-look="warm">
          {note}
        </p>
      ))}
      {fault && (
        <p className={styles['note']} data-look="wrong" role="alert">
          The rules of the log cannot be checked now: {fault.text}
        </p>
      )}
      {shown?.fence === 'unfenced' && (
        <p className={styles['note']} data-look="warm" role="note">
          {fenceWords('unfenced')}
        </p>
      )}
      <Effect type={type} shown={shown} lines={lines} />
      {shown && (
        <TouchedList touched={shown.since?.touched ?? []} onSeen={isPast ? null : onSeen} />
      )}
      <h3 className={styles['head']}>Events</h3>
      <EventLines events={shown?.events ?? []} />
      <h3 className={styles['head']}>Rules</h3>
      <RuleList lines={lines} />
      {shown && shown.fence !== 'unfenced' && (
        <p className={styles['fence']}>{fenceWords(shown.fence)}</p>
      )}
    </section>
  );
}

function verdictWords(lines: readonly RuleLine[], isSettled: boolean): string {
  const count = (state: RuleLine['state']) => lines.filter((line) => line.state === state).length;
  if (count('broken') > 0) return `${countOf(count('broken'), 'rule')} broken`;
  if (count('todo') > 0) return `${formatCount(count('todo'))} still needed`;
  return isSettled ? `all ${formatCount(lines.length)} rules hold` : 'checking the rules';
}

type EffectProps = {
  readonly type: CommandType;
  readonly shown: Rehearsal | null;
  readonly lines: readonly RuleLine[];
};

function Effect({ type, shown, lines }: EffectProps) {
  const roles = useRolesHere();
  const [first, ...others] = shown?.subjects ?? [];
  const isNothing = first === undefined || (first.before === null && first.after === null);
  if (isNothing) {
    return (
      <p className={styles['nothing']}>
        {lines.some(({ state }) => state === 'broken')
          ? 'Nothing is written while a rule is broken.'
          : 'Fill in what is needed; what this does then stands here.'}
      </p>
    );
  }
  return (
    <>
      <StateTable subject={first} roles={roles} type={type} isRefused={shown?.refusal !== null} />
      <PrivilegeNote names={newlyPrivileged(first, roles)} />
      {others.length > 0 && (
        <p className={styles['losing']}>
          <b>{countOf((shown?.subjectsTotal ?? 1) - 1, 'holder')}</b> lose it:{' '}
          {others.map(({ id }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <UserName userId={id} />
            </span>
          ))}
          {(shown?.subjectsTotal ?? 0) > others.length + 1 && ' and more'}.
        </p>
      )}
    </>
  );
}

function PrivilegeNote({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className={styles['note']} data-look="wrong" role="status">
      {names.join(', ')} is privileged: who holds it can change who may do what.
    </p>
  );
}
