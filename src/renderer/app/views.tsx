import type { ComponentType, ReactNode } from 'react';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { Subject, View } from '../state/address.ts';
import { Empty } from '../ui/empty.tsx';
import type { IconName } from '../ui/icon.tsx';

type ViewEntry = {
  readonly title: string;
  readonly icon: IconName;
  readonly Component: ComponentType;
};

/** What stands in the view slot: one entry a view of the rail. */
export const viewEntries: { readonly [Name in View]: ViewEntry } = {
  users: { title: 'Users', icon: 'users', Component: () => <Empty title="Users" /> },
  roles: { title: 'Roles', icon: 'roles', Component: () => <Empty title="Roles" /> },
  events: { title: 'Events', icon: 'events', Component: () => <Empty title="Events" /> },
  commands: { title: 'Commands', icon: 'commands', Component: () => <Empty title="Commands" /> },
  problems: { title: 'Problems', icon: 'problems', Component: () => <Empty title="Problems" /> },
  log: { title: 'Log and lag', icon: 'log', Component: () => <Empty title="Log and lag" /> },
};

/** What stands in the inspector slot; it is mounted anew for another subject. */
export function inspectorOf(subject: Subject): ReactNode {
  switch (subject.kind) {
    case 'user':
      return <Empty title="User" text={subject.id} />;
    case 'role':
      return <Empty title="Role" text={subject.id} />;
    case 'command':
      return <Empty title="Command" text={subject.id} />;
    case 'record':
      return <Empty title="Record" text={`p${subject.partition}:${subject.offset}`} />;
    default:
      return assertNever(subject);
  }
}
