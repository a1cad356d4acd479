import { TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Settings, SettingsWish } from '../../shared/contract/workspace.ts';
import { longestTicketPattern } from '../../shared/domain/ticket-pattern.ts';
import { patternTrouble, ticketExamples } from '../domain-ui/ticket-example.ts';
import { useSettings } from '../domain-ui/use-commands-switch.ts';
import { Button } from '../ui/button.tsx';
import styles from './dialogs.module.css';
import { SavedNote } from './saved-note.tsx';

/** Under which name this window's commands are issued. */
export function OperatorSetting({ settings }: { readonly settings: Settings }) {
  return (
    <TextSetting
      label="Operator"
      description="Commands of this workspace are issued under this name; it stands on every event."
      kept={settings.operator}
      longest={200}
      wishOf={(operator) => ({ operator })}
      troubleOf={(name) => (name.trim() === '' ? 'Every change needs somebody who does it.' : null)}
    />
  );
}

/** What a ticket must look like in this workspace. */
export function TicketSetting({ settings }: { readonly settings: Settings }) {
  return (
    <TextSetting
      label="Ticket pattern"
      description="Every change must name a ticket of this form. # stands for digits, * for any text, | for or. Empty asks for none."
      placeholder="INC-#|CHG-#"
      kept={settings.ticketPattern ?? ''}
      longest={longestTicketPattern}
      wishOf={(pattern) => ({ ticketPattern: pattern.trim() || null })}
      troubleOf={patternTrouble}
      note={(pattern) => <Example pattern={pattern} />}
    />
  );
}

function Example({ pattern }: { readonly pattern: string }) {
  const [first, ...others] = ticketExamples(pattern);
  if (pattern.trim() === '' || first === undefined) return 'A change needs no ticket.';
  return `A ticket such as ${[first, ...others].join(' or ')} fits.`;
}

type TextSettingProps = {
  readonly label: string;
  readonly description: string;
  readonly placeholder?: string;
  readonly kept: string;
  readonly longest: number;
  readonly wishOf: (text: string) => SettingsWish;
  readonly troubleOf: (text: string) => string | null;
  /** What follows from what is typed. */
  readonly note?: (text: string) => ReactNode;
};

/** A text of the workspace: Enter or Save keeps it, and says so. */
function TextSetting({ label, kept, longest, wishOf, troubleOf, ...props }: TextSettingProps) {
  const found = useSettings();
  const [text, setText] = useState(kept);
  const trouble = text === kept ? null : troubleOf(text);
  const isOff = trouble !== null || text.trim() === kept || found.isPending;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isOff) found.change(wishOf(text), () => setText(text.trim()));
  };
  return (
    <form className={styles['setting']} onSubmit={save}>
      <div className={styles['row']}>
        <TextInput
          style={{ flex: 1 }}
          label={label}
          description={props.description}
          placeholder={props.placeholder}
          value={text}
          maxLength={longest}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          error={trouble}
        />
        <Button
          type="submit"
          aria-label={`Save ${label.toLowerCase()}`}
          style={{ alignSelf: trouble ? 'center' : 'flex-end' }}
          disabled={isOff}
        >
          Save
        </Button>
      </div>
      <p className={styles['note']}>
        {props.note?.(text)} <SavedNote {...found} isKept={found.isKept && text === kept} />
      </p>
    </form>
  );
}
