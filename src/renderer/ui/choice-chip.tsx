import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** One thing that can be chosen. */
export type Choice = {
  readonly value: string;
  readonly label: string;
  /** Before the label: a dot, an icon. */
  readonly mark?: ReactNode;
  /** Faint, after the label: a count. */
  readonly note?: string;
};

type ChoiceChipProps = {
  /** What is chosen, as the chip reads before the choice: "Status active". */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** Several at once; none chosen means any. */
  readonly multiple?: boolean;
};

/** What is no longer than this is never cut, however narrow its row. */
const short = 8;

/** A filter that reads as words of a sentence and opens a menu of choices. */
export function ChoiceChip({ label, choices, values, onChange, multiple }: ChoiceChipProps) {
  const said = summary(choices.filter(({ value }) => values.includes(value)));
  const items = choices.map(({ value, label: text, mark, note }) => {
    const shared = { leftSection: mark, rightSection: note && <small>{note}</small> };
    return multiple ? (
      <Menu.CheckboxItem
        key={value}
        {...shared}
        closeMenuOnClick={false}
        checked={values.includes(value)}
        onChange={(checked) =>
          onChange(checked ? [...values, value] : values.filter((other) => other !== value))
        }
      >
        {text}
      </Menu.CheckboxItem>
    ) : (
      <Menu.RadioItem key={value} {...shared} value={value}>
        {text}
      </Menu.RadioItem>
    );
  });
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 120 }} shadow="md">
      <Menu.Target>
        <Button
          style={{ minWidth: 0, flexShrink: said.length > short ? 0.1 : 0, overflow: 'hidden' }}
        >
          <span style={{ color: 'var(--text-2)' }}>{label}</span>
          <span style={{ fontWeight: 500, overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {said}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {multiple ? (
          <>
            {items}
            <Menu.Divider />
            <Menu.Item disabled={values.length === 0} onClick={() => onChange([])}>
              Any
            </Menu.Item>
          </>
        ) : (
          <Menu.RadioGroup value={values[0] ?? ''} onChange={(value) => onChange([value])}>
            {items}
          </Menu.RadioGroup>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function summary(chosen: readonly Choice[]): string {
  const [first, second, ...others] = chosen.map(({ label }) => label);
  if (first === undefined) return 'any';
  if (second === undefined) return first;
  return others.length === 0 ? `${first}, ${second}` : `${first} and ${chosen.length - 1} more`;
}
