import { Dialog } from '../../ui/dialog.tsx';

/** Opens another log. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Open a log" onClose={onClose} width={620}>
      <div />
    </Dialog>
  );
}
