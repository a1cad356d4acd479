import type { CommandType } from '../../../../shared/domain/commands.ts';
import { ticketExamples } from '../../../domain-ui/ticket-example.ts';
import { AttributesField } from './attributes-field.tsx';
import styles from './command-sheet.module.css';
import { RoleDeletion, UserDeletion } from './deletion-fields.tsx';
import type { FieldAccess } from './field-access.ts';
import type { SheetSubject } from './form-draft.ts';
import { PermissionsField } from './permissions-field.tsx';
import { PersonPicker, RoleChooser } from './subject-pickers.tsx';
import { TextField } from './text-field.tsx';

type CommandFieldsProps = {
  readonly type: CommandType;
  readonly subject: SheetSubject;
  readonly of: FieldAccess;
  readonly ticketPattern: string | null;
};

/** What a command asks for, then why it is done. */
export function CommandFields({ type, subject, of, ticketPattern }: CommandFieldsProps) {
  return (
    <div className={styles['fields']}>
      <OwnFields type={type} subject={subject} of={of} />
      <div className={styles['said']}>
        <TextField
          name="reason"
          label="Reason"
          of={of}
          isRequired
          maxLength={2000}
          placeholder="Why this is done"
          hint="It stands on the event for good."
        />
        <TextField
          name="ticket"
          label="Ticket"
          of={of}
          isRequired={ticketPattern !== null}
          maxLength={200}
          placeholder={
            ticketPattern === null ? 'INC-4412' : ticketExamples(ticketPattern).join(' or ')
          }
        />
      </div>
    </div>
  );
}

function OwnFields({ type, subject, of }: Omit<CommandFieldsProps, 'ticketPattern'>) {
  switch (type) {
    case 'CreateUser':
    case 'UpdateUser':
      return <UserFields of={of} isNew={type === 'CreateUser'} />;
    case 'CreateRole':
    case 'UpdateRole':
      return <RoleFields of={of} isNew={type === 'CreateRole'} />;
    case 'DeleteUser':
      return subject.user && <UserDeletion user={subject.user} />;
    case 'DeleteRole':
      return subject.role && <RoleDeletion role={subject.role} of={of} />;
    default:
      return (
        <>
          <PersonPicker of={of} />
          <RoleChooser of={of} />
        </>
      );
  }
}

type SubjectFieldsProps = { readonly of: FieldAccess; readonly isNew: boolean };

function UserFields({ of, isNew }: SubjectFieldsProps) {
  return (
    <>
      <TextField name="username" label="Username" of={of} isRequired />
      <TextField name="email" label="E-mail" of={of} isRequired placeholder="ada@acme.example" />
      <TextField name="displayName" label="Display name" of={of} />
      {isNew && (
        <TextField
          name="userId"
          label="Id"
          of={of}
          isRequired
          maxLength={200}
          hint="It names the user for good."
        />
      )}
      <AttributesField of={of} />
    </>
  );
}

function RoleFields({ of, isNew }: SubjectFieldsProps) {
  return (
    <>
      <TextField name="name" label="Name" of={of} isRequired />
      {isNew && (
        <TextField
          name="roleId"
          label="Id"
          of={of}
          isRequired
          maxLength={200}
          hint="It names the role for good; it follows the name until you change it."
        />
      )}
      <TextField name="description" label="Description" of={of} />
      <PermissionsField of={of} />
    </>
  );
}
