import { TextInput } from '@mantine/core';
import { useId } from 'react';
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
  const put = (at: number, to: Partial<AttributeRow>) =>
    of.set(
      'attributes',
      rows.map((row, index) => (index === at ? { ...row, ...to } : row)),
    );
  const add = () => {
    of.set('attributes', [...rows, { name: '', value: '' }]);
    requestAnimationFrame(() => document.getElementById(`${id}-${rows.length}`)?.focus());
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
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place; its name is being typed.
            <div key={at} className={styles['attribute']}>
              <TextInput
                id={`${id}-${at}`}
                size="xs"
                aria-label={`Name of attribute ${at + 1}`}
                placeholder="name"
                maxLength={1000}
                value={row.name}
                onChange={(event) => put(at, { name: event.currentTarget.value })}
                onBlur={() => of.touch('attributes')}
              />
              <TextInput
                size="xs"
                aria-label={`Value of ${row.name || `attribute ${at + 1}`}`}
                placeholder="value"
                value={row.value}
                rightSectionWidth={52}
                rightSection={<span className={styles['kind']}>{kindOfText(row.value)}</span>}
                onChange={(event) => put(at, { value: event.currentTarget.value })}
                onBlur={() => of.touch('attributes')}
              />
              <Button
                look="quiet"
                square
                aria-label={`Take ${row.name || `attribute ${at + 1}`} away`}
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
          ))}
          <Button size="small" className={styles['add']} onClick={add}>
            <Icon name="plus" /> Add an attribute
          </Button>
        </div>
      )}
    </LabelledField>
  );
}
