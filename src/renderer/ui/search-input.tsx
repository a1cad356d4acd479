import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

type SearchInputProps = {
  /** What it looks for, for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly width?: number;
  /** Has the focus when the dialog it stands in opens. */
  readonly isFirst?: boolean;
};

const restMs = 120;

/** A field that narrows the view; `/` goes to it, Esc empties it. What is typed counts when typing rests. */
export function SearchInput({
  label,
  placeholder,
  value,
  onChange,
  width = 220,
  isFirst,
}: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // The value changed from outside: another address, or filters cleared.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === told) return;
    const timer = setTimeout(() => {
      setTold(typed);
      onChange(typed);
    }, restMs);
    return () => clearTimeout(timer);
  }, [typed, told, onChange]);
  return (
    <TextInput
      size="xs"
      data-filter
      data-autofocus={isFirst || undefined}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Icon name="search" />}
      value={typed}
      style={{ width, flexShrink: 1, minWidth: 110 }}
      styles={{ input: { fontSize: 13 } }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || typed === '') return;
        event.stopPropagation();
        setTyped('');
      }}
    />
  );
}
