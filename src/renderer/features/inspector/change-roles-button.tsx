import { Popover } from '@mantine/core';
import { useState } from 'react';
import { openRoleChange } from '../../domain-ui/sheet-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { goLive } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './inspector.module.css';

/** Opens the sheet that changes roles; in the past it says why that is off, and offers to go live. */
export function ChangeRolesButton({ userId }: { readonly userId: string }) {
  const { live } = usePlayhead();
  const [isOpen, setOpen] = useState(false);
  if (live) return <Button onClick={() => openRoleChange(userId)}>Change roles…</Button>;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={300}
      trapFocus
      returnFocus
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <Button onClick={() => setOpen(!isOpen)}>Change roles…</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Roles are changed at head">
        <p className={styles['sheet']}>
          You are looking at the past, and the past cannot be changed. A role change becomes a new
          event at the end of the log, decided on how things are now.
        </p>
        <Button
          look="live"
          onClick={() => {
            setOpen(false);
            goLive();
            openRoleChange(userId);
          }}
        >
          Go live and change roles
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
