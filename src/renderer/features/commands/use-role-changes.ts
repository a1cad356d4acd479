import { useRef, useState } from 'react';
import type { RoleChangeStart } from './role-change-parts.ts';
import { isMoot, type RoleChange, togglePick } from './role-effect.ts';
import type { StoredRoleChanges } from './sheet/stored-form.ts';

/** What somebody changes of a user's roles, as it is typed. */
export type LiveRoleChanges = StoredRoleChanges & {
  /** True while it shows what was kept from before. */
  readonly isRestored: boolean;
  change(to: Partial<StoredRoleChanges>): void;
  /** Takes a change that took effect out; with the last of them the draft is done. */
  settle(done: RoleChange): void;
  startOver(): void;
};

const empty: StoredRoleChanges = { changes: [], reason: '', ticket: '' };

/** Holds what is picked and typed, and keeps it; a role picked at the start is added to what was kept. */
export function useRoleChanges(
  { keeper, restored }: RoleChangeStart,
  held: readonly string[],
  firstPick: string | null,
): LiveRoleChanges {
  const [isRestored, setRestored] = useState(restored !== null);
  const [form, setForm] = useState(() =>
    withPick(withoutMoot(restored?.stored ?? empty, held), held, firstPick),
  );
  // What settles after the sheet was closed is taken out of what was there last.
  const latest = useRef(form);
  const put = (next: StoredRoleChanges) => {
    latest.current = next;
    setForm(next);
    if (isEmpty(next)) keeper.drop();
    else keeper.keep(JSON.stringify(next));
  };
  return {
    ...form,
    isRestored,
    change: (to) => put({ ...latest.current, ...to }),
    settle: (done) => {
      const { changes, ...said } = latest.current;
      const left = changes.filter(({ roleId }) => roleId !== done.roleId);
      put(left.length === 0 ? empty : { changes: left, ...said });
      keeper.flush();
    },
    startOver: () => {
      setRestored(false);
      put(empty);
    },
  };
}

/** What was kept and has come true meanwhile is not picked again: ticking it would take it back. */
function withoutMoot(form: StoredRoleChanges, held: readonly string[]): StoredRoleChanges {
  return { ...form, changes: form.changes.filter((change) => !isMoot(change, held)) };
}

function withPick(
  form: StoredRoleChanges,
  held: readonly string[],
  pick: string | null,
): StoredRoleChanges {
  if (pick === null || form.changes.some(({ roleId }) => roleId === pick)) return form;
  return { ...form, changes: togglePick(form.changes, held, pick) };
}

function isEmpty({ changes, reason, ticket }: StoredRoleChanges): boolean {
  return changes.length === 0 && reason === '' && ticket === '';
}
