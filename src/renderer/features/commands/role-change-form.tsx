import { type KeyboardEvent, useRef } from 'react';
import { closeSheet } from '../../domain-ui/sheet-store.ts';
import { type RolesHere, useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { ChangeProgress } from './change-progress.tsx';
import { EffectPanes } from './effect-panes.tsx';
import { OffNote } from './off-note.tsx';
import { ReasonFields } from './reason-fields.tsx';
import type { RoleChangeFormProps } from './role-change-parts.ts';
import { effectOf, type RoleChange } from './role-effect.ts';
import { RolePicker } from './role-picker.tsx';
import { SheetFoot } from './sheet/sheet-foot.tsx';
import { RestoredNote } from './sheet/sheet-form.tsx';
import { useFirstFocus } from './sheet/use-first-focus.ts';
import styles from './sheet.module.css';
import { useCommandRuns } from './use-command-runs.ts';
import { useRoleChangeState } from './use-role-change-state.ts';

/** Chooses the changes, says why, shows what they do, and carries them out. */
export function RoleChangeForm(props: RoleChangeFormProps) {
  const { user, settings, basis, start } = props;
  const roles = useRolesHere();
  const runs = useCommandRuns();
  const box = useRef<HTMLFormElement>(null);
  const state = useRoleChangeState({ ...props, runs, box });
  const { live, off, rehearsed, troubles, confirm, touch } = state;
  useFirstFocus(box, 'form');
  if (runs.runs.length > 0) return <ChangeProgress runs={runs} />;
  const { changes, reason, ticket } = live;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    confirm();
  };
  return (
    <form
      ref={box}
      className={styles['sheet']}
      noValidate
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      {off && <OffNote off={off} />}
      {live.isRestored && start.restored && (
        <RestoredNote savedAt={start.restored.savedAt} onStartOver={live.startOver} />
      )}
      <fieldset className={styles['fields']} disabled={off !== null}>
        <div className={styles['columns']}>
          <RolePicker
            held={user.roles}
            changes={changes}
            roles={roles}
            onPick={(picked) => live.change({ changes: [...picked] })}
          />
          <EffectPanes
            effect={effectOf(user.roles, changes, roles.byId)}
            hasChanges={changes.length > 0}
          />
        </div>
        <ChangeFacts rehearsed={rehearsed} roleName={roles.nameOf} onSeen={basis.renew} />
        <ReasonFields
          said={{ reason, ticket }}
          onSay={live.change}
          troubles={troubles}
          onLeave={touch}
          ticketPattern={settings.ticketPattern}
        />
      </fieldset>
      <ChangeFoot {...props} state={state} words={confirmWords(changes, roles)} />
    </form>
  );
}

type ChangeFootProps = RoleChangeFormProps & {
  readonly state: ReturnType<typeof useRoleChangeState>;
  readonly words: string;
};

function ChangeFoot({ settings, basis, isFailing, state, words }: ChangeFootProps) {
  const since = state.rehearsed[0]?.rehearsal?.since ?? null;
  return (
    <SheetFoot
      blocked={state.blocked}
      operator={settings.operator}
      since={basis.since}
      touched={since?.touched.length ?? null}
      isFailing={isFailing}
    >
      <Button onClick={closeSheet}>Cancel</Button>
      <Button
        type="submit"
        look="primary"
        aria-disabled={state.blocked !== null}
        aria-describedby="sheet-blocked"
        title="Ctrl Enter"
      >
        {words}
      </Button>
    </SheetFoot>
  );
}

function confirmWords(changes: readonly RoleChange[], { nameOf }: RolesHere): string {
  const [first] = changes;
  if (first === undefined) return 'Choose a role first';
  if (changes.length > 1) return `Confirm ${changes.length} changes`;
  const role = nameOf(first.roleId);
  return first.type === 'AssignRoleToUser' ? `Grant ${role}` : `Take ${role} away`;
}
