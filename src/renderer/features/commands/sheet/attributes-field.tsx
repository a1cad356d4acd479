import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LabelledField } from '../../../ui/labelled-field.tsx';
import { kindOfText } from './attribute-rows.ts';
import type { AttributeRow } from './command-form.ts';
import styles from './command-sheet.module.css';
import { type FieldAccess, fieldNote } from './field-access.ts';

/** A user's attributes, a row each; beside a value stands what it is read as. */
export function AttributesField({ of }: { readonly of: FieldAccess }) {
  const id = useId();
  const rows = of.form.attributes;
  const add = () => {
    // At once, so that no key is lost of somebody who types on.
    flushSync(() => of.set('attributes', [...rows, { name: '', value: '' }]));
    document.getElementById(`${id}-${rows.length}`)?.focus();
  };
  return (
    <LabelledField
      id={id}
      isGroup
      label="Attributes"
      {...fieldNote(of, 'attributes')}
      trouble={of.troubleOf('attributes')}
      hint="A value is JSON, or else text."
    >
      {() => (
        <div className={styles['attributes']}>
          {rows.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place; its name is being typed.
            <RowInputs key={at} id={`${id}-${at}`} at={at} of={of} />
          ))}
          <Button size="small" className={styles['add']} onClick={add}>
            <Icon name="plus" /> Add an attribute
          </Button>
        </div>
      )}
    </LabelledField>
  );
}

type RowInputsProps = { readonly id: string; readonly at: number; readonly of: FieldAccess };

function RowInputs({ id, at, of }: RowInputsProps) {
  const rows = of.form.attributes;
  const { name, value } = rows[at] ?? { name: '', value: '' };
  const called = name || `attribute ${at + 1}`;
  const put = (to: Partial<AttributeRow>) =>
    of.set(
      'attributes',
      rows.map((row, index) => (index === at ? { ...row, ...to } : row)),
    );
  const shared = { size: 'xs', onBlur: () => of.touch('attributes') } as const;
  return (
    <div className={styles['attribute']}>
      <TextInput
        {...shared}
        id={id}
        aria-label={`Name of attribute ${at + 1}`}
        placeholder="name"
        maxLength={1000}
        value={name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <TextInput
        {...shared}
        aria-label={`Value of ${called}`}
        placeholder="value"
        value={value}
        rightSectionWidth={52}
        rightSection={<span className={styles['kind']}>{kindOfText(value)}</span>}
        onChange={(event) => put({ value: event.currentTarget.value })}
      />
      <Button
        look="quiet"
        square
        aria-label={`Take ${called} away`}
        onClick={() =>
          of.set(
            'attributes',
            rows.filter((_, index) => index !== at),
          )
        }
      >
        <Icon name="close" />
      </Button>
    </div>
  );
}
