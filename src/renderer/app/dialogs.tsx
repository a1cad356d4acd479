import { assertNever } from '../../shared/kit/assert-never.ts';
import { OpenDialog } from '../features/workspace/open-dialog.tsx';
import { showDialog, useDialog } from './dialog-store.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';

/** The dialog that is open. */
export function Dialogs() {
  const open = useDialog((state) => state.open);
  const close = () => showDialog(null);
  switch (open) {
    case null:
      return null;
    case 'search':
      return <SearchDialog onClose={close} />;
    case 'keys':
      return <KeysDialog onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'open':
      return <OpenDialog onClose={close} />;
    default:
      return assertNever(open);
  }
}
