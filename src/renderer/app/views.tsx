import type { ComponentType, ReactNode } from 'react';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { ExportSource } from '../domain-ui/export-source.ts';
import { BulkPage } from '../features/bulk/bulk-page.tsx';
import { CommandsView } from '../features/commands/commands-view.tsx';
import { ReceiptPage } from '../features/commands/receipt-page.tsx';
import { EventsView } from '../features/events/events-view.tsx';
import { ExportButton } from '../features/export/export-button.tsx';
import { UserInspector } from '../features/inspector/user-inspector.tsx';
import { LogView } from '../features/log-and-lag/log-view.tsx';
import { ProblemsView } from '../features/problems/problems-view.tsx';
import { RecordInspector } from '../features/record/record-inspector.tsx';
import { RolePage } from '../features/roles/role-page.tsx';
import { RolesView } from '../features/roles/roles-view.tsx';
import { UsersView } from '../features/users/users-view.tsx';
import type { Subject, View } from '../state/address.ts';
import type { IconName } from '../ui/icon.tsx';

type ViewEntry = {
  readonly title: string;
  readonly icon: IconName;
  readonly Component: ComponentType;
};

/** What stands in the view slot: one entry a view of the rail. */
export const viewEntries: { readonly [Name in View]: ViewEntry } = {
  users: { title: 'Users', icon: 'users', Component: Users },
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
      return <UserInspector userId={subject.id} renderExport={smallExport} />;
    case 'role':
      return <RolePage roleId={subject.id} />;
    case 'command':
      return <ReceiptPage commandId={subject.id} />;
    case 'bulk':
      return <BulkPage bulkId={subject.id} />;
    case 'record':
      return <RecordInspector partition={subject.partition} offset={subject.offset} />;
    default:
      return assertNever(subject);
  }
}

// Features are strangers to each other: what one shows of another is handed to it here.
function Users() {
  return <UsersView renderExport={(source) => <ExportButton source={source} />} />;
}

function smallExport(source: ExportSource): ReactNode {
  return <ExportButton source={source} size="small" />;
}
