import type { ComponentType, ReactNode } from 'react';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { CommandsView } from '../features/commands/commands-view.tsx';
import { ReceiptPage } from '../features/commands/receipt-page.tsx';
import { EventsView } from '../features/events/events-view.tsx';
import { LogView } from '../features/log-and-lag/log-view.tsx';
import { ProblemsView } from '../features/problems/problems-view.tsx';
import { RolePage } from '../features/roles/role-page.tsx';
import { RolesView } from '../features/roles/roles-view.tsx';
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
  roles: { title: 'Roles', icon: 'roles', Component: RolesView },
  events: { title: 'Events', icon: 'events', Component: EventsView },
  commands: { title: 'Commands', icon: 'commands', Component: CommandsView },
  problems: { title: 'Problems', icon: 'problems', Component: ProblemsView },
  log: { title: 'Log and lag', icon: 'log', Component: LogView },
};

/** What stands in the inspector slot; it is mounted anew for another subject. */
export function inspectorOf(subject: Subject): ReactNode {
  switch (subject.kind) {
    case 'user':
      return <Empty title="User" text={subject.id} />;
    case 'role':
      return <RolePage roleId={subject.id} />;
    case 'command':
      return <ReceiptPage commandId={subject.id} />;
    case 'record':
      return <Empty title="Record" text={`p${subject.partition}:${subject.offset}`} />;
    default:
      return assertNever(subject);
  }
}
