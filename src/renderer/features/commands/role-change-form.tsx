import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { closeSheet } from '../../domain-ui/sheet-store.ts';
import { type RolesHere, useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { orders } from '../../rpc/clients.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeProgress } from './change-progress.tsx';
import { draft, settle, useDraft } from './drafts.ts';
import { EffectPanes } from './effect-panes.tsx';
import { OffNote } from './off-note.tsx';
import { ReasonFields } from './reason-fields.tsx';
import { effectOf, type RoleChange, togglePick } from './role-effect.ts';
import { RolePicker } from './role-picker.tsx';
import styles from './sheet.module.css';
import { useChangeRuns } from './use-change-runs.ts';
import { whyOff } from './why-off.ts';

type RoleChangeFormProps = { readonly user: UserAnswer; readonly firstPick: string | null };

/** Chooses the changes, says why, shows what they do, and carries them out. */
export function RoleChangeForm({ user, firstPick }: RoleChangeFormProps) {
  const { token, live } = usePlayhead();
  const roles = useRolesHere();
  const settings = useSettings();
  const status = usePlayheadStore((state) => state.status);
  const { userId } = user;
  const { changes, ...said } = useDraft(userId);
  useFirstPick(user, firstPick);
  const [wasTried, setTried] = useState(false);
  const reason = useRef<HTMLInputElement>(null);
  const runs = useChangeRuns();
  const off = whyOff({ live, settings, status, userStatus: user.status });
  const effect = effectOf(user.roles, changes, roles.byId);
  const person = user.username ?? user.userId;
  if (runs.runs.length > 0) {
    return <ChangeProgress runs={runs} person={person} roleName={roles.nameOf} />;
  }
  const confirm = () => {
    setTried(true);
    if (said.reason.trim() === '') reason.current?.focus();
    if (off || !settings || changes.length === 0 || said.reason.trim() === '') return;
    const { operator: actor } = settings;
    const bodies = changes.map((change) => ({ ...change, ...said, actor, userId }));
    runs.start(bodies, token, (done) => settle(userId, done));
  };
  return (
    <form
      className={styles['sheet']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      {off && <OffNote off={off} />}
      <fieldset className={styles['fields']} disabled={off !== null}>
        <div className={styles['columns']}>
          <RolePicker
            held={user.roles}
            changes={changes}
            roles={roles}
            onPick={(picked) => draft(userId, { changes: picked })}
          />
          <EffectPanes effect={effect} hasChanges={changes.length > 0} />
        </div>
        <ReasonFields
          said={said}
          onSay={(typed) => draft(userId, typed)}
          isReasonMissing={wasTried && !said.reason.trim()}
          reasonRef={reason}
        />
      </fieldset>
      <SheetFoot
        operator={settings?.operator ?? '…'}
        words={confirmWords(changes, roles)}
        canConfirm={off === null && changes.length > 0}
      />
    </form>
  );
}

type SheetFootProps = {
  readonly operator: string;
  readonly words: string;
  readonly canConfirm: boolean;
};

function SheetFoot({ operator, words, canConfirm }: SheetFootProps) {
  return (
    <footer className={styles['foot']}>
      <span className={styles['operator']}>
        As <b>{operator}</b>, decided on the state as it is now
      </span>
      <Button onClick={closeSheet}>Cancel</Button>
      <Button type="submit" look="primary" disabled={!canConfirm}>
        {words}
      </Button>
    </footer>
  );
}

function useFirstPick({ userId, roles }: UserAnswer, roleId: string | null): void {
  const [first] = useState({ roles, roleId });
  useEffect(() => {
    if (first.roleId === null) return;
    draft(userId, { changes: togglePick([], first.roles, first.roleId) });
  }, [userId, first]);
}

function useSettings() {
  const { data } = useQuery({
    ...orders.workspace.settings.queryOptions({ input: {} }),
    refetchOnMount: 'always',
  });
  return data ?? null;
}

function confirmWords(changes: readonly RoleChange[], { nameOf }: RolesHere): string {
  const [first] = changes;
  if (first === undefined) return 'Choose a role first';
  if (changes.length > 1) return `Confirm ${changes.length} changes`;
  const role = nameOf(first.roleId);
  return first.type === 'AssignRoleToUser' ? `Grant ${role}` : `Take ${role} away`;
}
