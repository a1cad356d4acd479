import { useId } from 'react';
import { isPrivileged } from '../../../../shared/domain/privilege.ts';
import { LabelledField } from '../../../ui/labelled-field.tsx';
import { TagInput } from '../../../ui/tag-input.tsx';
import { type FieldAccess, fieldNote } from './field-access.ts';

/** What a role allows; red is what lets its holder change who may do what. */
export function PermissionsField({ of }: { readonly of: FieldAccess }) {
  const { permissions } = of.form;
  return (
    <LabelledField
      id={useId()}
      label="Permissions"
      {...fieldNote(of, 'permissions')}
      trouble={of.troubleOf('permissions')}
      hint="Enter adds. ← goes to them, Backspace takes one away."
    >
      {(ids) => (
        <TagInput
          ids={ids}
          tags={permissions}
          placeholder="orders:read"
          isWrong={(permission) => isPrivileged([permission])}
          isNew={(permission) => of.isUpdate && !of.before.permissions.includes(permission)}
          onChange={(tags) => of.set('permissions', tags)}
          onLeave={() => of.touch('permissions')}
        />
      )}
    </LabelledField>
  );
}
