import { Menu } from '@mantine/core';
import { openCommand } from '../../domain-ui/sheet-store.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What else can be done with a user who exists. */
export function UserCommandsMenu({ userId }: { readonly userId: string }) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 120 }} shadow="md" returnFocus>
      <Menu.Target>
        <Button square aria-label="More to do with this user" title="More to do with this user">
          <Icon name="more" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => openCommand('UpdateUser', userId)}>Edit…</Menu.Item>
        <Menu.Item
          style={{ color: 'var(--wrong)' }}
          onClick={() => openCommand('DeleteUser', userId)}
        >
          Delete user…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
