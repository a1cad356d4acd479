import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { FieldIds } from './labelled-field.tsx';
import styles from './tag-input.module.css';

type TagInputProps = {
  readonly ids: FieldIds;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  readonly onLeave: () => void;
  readonly placeholder: string;
  /** Red: what gives more than it seems. */
  readonly isWrong: (tag: string) => boolean;
  /** Outlined: what was not there before. */
  readonly isNew: (tag: string) => boolean;
};

/** A list of short texts: Enter, comma or a pasted list adds; from the empty field, arrows go to the tags and Backspace takes one away. */
export function TagInput(props: TagInputProps) {
  const { ids, tags, onChange, onLeave, placeholder } = props;
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const add = (text: string) => {
    setTyped('');
    const said = text.split(/[\s,;]+/).filter((tag) => tag !== '');
    const fresh = [...new Set(said)].filter((tag) => !tags.includes(tag));
    if (fresh.length > 0) onChange([...tags, ...fresh]);
  };
  const remove = (at: number) => {
    onChange(tags.filter((_, index) => index !== at));
    // The tag that takes its place, or the field, goes on under the fingers.
    requestAnimationFrame(() => stopsOf(box.current)[at]?.focus());
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isPlainEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    const isAtStart = event.currentTarget.selectionEnd === 0;
    if (isPlainEnter || event.key === ',') {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) {
      event.preventDefault();
      onChange(tags.slice(0, -1));
    } else if (event.key === 'ArrowLeft' && isAtStart) {
      event.preventDefault();
      stopsOf(box.current).at(-2)?.focus();
    }
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (!/[\s,;]/.test(text.trim())) return;
    event.preventDefault();
    add(typed + text);
  };
  return (
    <div ref={box} className={styles['box']} data-invalid={ids['aria-invalid']}>
      {tags.map((tag, at) => (
        <Tag key={tag} tag={tag} of={props} onRemove={() => remove(at)} box={box} />
      ))}
      <input
        {...ids}
        className={styles['input']}
        placeholder={placeholder}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => {
          add(typed);
          onLeave();
        }}
      />
    </div>
  );
}

type TagProps = {
  readonly tag: string;
  readonly of: TagInputProps;
  readonly onRemove: () => void;
  readonly box: { readonly current: HTMLDivElement | null };
};

function Tag({ tag, of: { isWrong, isNew }, onRemove, box }: TagProps) {
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    const stops = stopsOf(box.current);
    const at = stops.indexOf(event.currentTarget);
    const moves: { [key: string]: number } = { ArrowLeft: at - 1, ArrowRight: at + 1 };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      stops[Math.max(0, next)]?.focus();
    }
    if (event.key === 'Backspace' || event.key === 'Delete') {
      event.preventDefault();
      onRemove();
    }
  };
  const names = classNames(
    styles['tag'],
    isWrong(tag) && styles['wrong'],
    isNew(tag) && styles['new'],
  );
  return (
    <span className={names}>
      <span className={styles['text']}>{tag}</span>
      <button
        type="button"
        className={styles['remove']}
        tabIndex={-1}
        aria-label={`Take ${tag} away`}
        onKeyDown={press}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

/** What the arrows stop at: the tags, then the field. */
function stopsOf(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('button, input') ?? [])];
}
