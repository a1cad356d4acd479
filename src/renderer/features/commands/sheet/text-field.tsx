import { useId } from 'react';
import { LabelledField } from '../../../ui/labelled-field.tsx';
import { LineInput } from '../../../ui/line-input.tsx';
import { type FieldAccess, fieldNote } from './field-access.ts';

/** The fields that are one line of text. */
type TextName =
  | 'username'
  | 'email'
  | 'displayName'
  | 'userId'
  | 'roleId'
  | 'name'
  | 'description'
  | 'reason'
  | 'ticket';

type TextFieldProps = {
  readonly name: TextName;
  readonly label: string;
  readonly of: FieldAccess;
  readonly isRequired?: boolean;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly maxLength?: number;
};

/** A field of one line; what is wrong with it stands below once it was left. */
export function TextField(props: TextFieldProps) {
  const { name, label, of, isRequired, placeholder, hint, maxLength = 1000 } = props;
  const isAsked = name === 'reason' || name === 'ticket';
  return (
    <LabelledField
      id={useId()}
      label={label}
      isRequired={isRequired}
      {...(isAsked ? {} : fieldNote(of, name))}
      trouble={of.troubleOf(name)}
      hint={hint}
    >
      {(ids) => (
        <LineInput
          {...ids}
          data-field={name}
          data-autofocus={of.first === name || undefined}
          required={isRequired}
          maxLength={maxLength}
          placeholder={placeholder}
          spellCheck={isAsked || name === 'description'}
          value={of.form[name]}
          onChange={(event) => of.set(name, event.currentTarget.value)}
          onBlur={() => of.touch(name)}
        />
      )}
    </LabelledField>
  );
}
