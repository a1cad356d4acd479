import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { personName } from '../../domain-ui/person-name.ts';
import {
  closeSheet,
  type RoleChangeSheet as Sheet,
  useSheet,
} from '../../domain-ui/sheet-store.ts';
import { useSettings } from '../../domain-ui/use-commands-switch.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RoleChangeForm } from './role-change-form.tsx';
import type { RoleChangeStart } from './role-change-parts.ts';
import { readStoredRoleChanges } from './sheet/stored-form.ts';
import { useKeptDraft } from './sheet/use-kept-draft.ts';
import { useSheetBasis } from './sheet/use-sheet-basis.ts';

const width = 960;

/** The sheet that changes a user's roles, where somebody opened it; stands once in the window. */
export function RoleChangeSheet() {
  const sheet = useSheet((state) => state.sheet);
  const isReady = usePlayheadStore((state) => state.resolved !== null);
  return sheet?.kind === 'roles' && isReady ? <OpenSheet key={sheet.userId} sheet={sheet} /> : null;
}

function OpenSheet({ sheet: { userId, roleId } }: { readonly sheet: Sheet }) {
  const { token } = usePlayhead();
  const { data, error } = useQuery(
    questions.users.get.queryOptions({ input: { userId, at: token } }),
  );
  const user = data?.user.userId === userId ? data.user : null;
  const { settings } = useSettings();
  const basis = useSheetBasis();
  const { start, isFailing } = useStart(userId);
  const isReady = user !== null && start !== null && settings !== null;
  return (
    <Dialog
      title={`Change roles of ${user ? personName(user) : userId}`}
      width={width}
      isTall
      focusesInside={isReady}
      onClose={closeSheet}
    >
      {isReady ? (
        <RoleChangeForm {...{ user, settings, basis, start, isFailing }} firstPick={roleId} />
      ) : (
        error && <Empty title="This user cannot be changed here" text={faultOf(error).text} />
      )}
    </Dialog>
  );
}

/** What the sheet begins with, once it was read. */
function useStart(userId: string) {
  const kept = useKeptDraft(`roles/${userId}`);
  const [start, setStart] = useState<RoleChangeStart | null>(null);
  if (kept !== null && start === null) {
    const stored = kept.found && readStoredRoleChanges(kept.found.form);
    const restored = stored && kept.found ? { stored, savedAt: kept.found.savedAt } : null;
    setStart({ keeper: kept.keeper, restored });
  }
  return { start, isFailing: kept?.isFailing ?? false };
}
