import { openRoleChange } from '../../domain-ui/sheet-store.ts';
import { Button } from '../../ui/button.tsx';

/** Opens the sheet that changes roles; where that cannot be done now, the sheet says why and offers the step. */
export function ChangeRolesButton({ userId }: { readonly userId: string }) {
  return <Button onClick={() => openRoleChange(userId)}>Change roles…</Button>;
}
