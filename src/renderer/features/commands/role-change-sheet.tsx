import { useQuery } from '@tanstack/react-query';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import {
  closeSheet,
  type RoleChangeSheet as Sheet,
  useSheet,
} from '../../domain-ui/sheet-store.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { RoleChangeForm } from './role-change-form.tsx';

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
  return (
    <Dialog
      title={`Change roles of ${nameOf(user, userId)}`}
      width={920}
      focusesInside={user !== null}
      onClose={closeSheet}
    >
      {user ? (
        <RoleChangeForm user={user} firstPick={roleId} />
      ) : (
        error && <Empty title="This user cannot be changed here" text={faultOf(error).text} />
      )}
    </Dialog>
  );
}

function nameOf(user: UserAnswer | null, userId: string): string {
  return user?.displayName ?? user?.username ?? userId;
}
