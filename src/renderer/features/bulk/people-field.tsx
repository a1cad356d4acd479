import { Textarea } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-count.ts';
import styles from './bulk.module.css';
import { parsePeople } from './parse-people.ts';

type PeopleFieldProps = {
  readonly isFirst: boolean;
  readonly onAdd: (people: readonly string[]) => void;
};

/** Where ids, usernames or e-mails are pasted or typed: a paste is added at once, typing by Enter or when the field is left. */
export function PeopleField({ isFirst, onAdd }: PeopleFieldProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const add = (whole: string) => {
    const people = parsePeople(whole);
    setText('');
    if (people.length === 0) return;
    onAdd(people);
    setSaid(`${countOf(people.length, 'name')} added`);
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const pasted = event.clipboardData.getData('text');
    add(`${value.slice(0, selectionStart)}${pasted}${value.slice(selectionEnd)}`);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    add(text);
  };
  return (
    <div className={styles['people']}>
      <Textarea
        size="sm"
        rows={2}
        data-autofocus={isFirst || undefined}
        aria-label="Add people by id, username or e-mail"
        placeholder="Paste user ids, usernames or e-mails: apart by spaces, lines, commas or semicolons"
        value={text}
        spellCheck={false}
        styles={{ root: { flex: 1 } }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setSaid('');
        }}
        onPaste={paste}
        onKeyDown={press}
        onBlur={() => add(text)}
      />
      <div className={styles['add']}>
        <Button onClick={() => add(text)} disabled={text.trim() === ''}>
          Add
        </Button>
        <span className={styles['quiet']} role="status">
          {said}
        </span>
      </div>
    </div>
  );
}
