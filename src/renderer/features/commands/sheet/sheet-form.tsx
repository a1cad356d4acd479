import { Button } from '../../../ui/button.tsx';
import { formatSpan } from '../../../ui/format-span.ts';
import { OffNote } from '../off-note.tsx';
import { CommandFields } from './command-fields.tsx';
import styles from './command-sheet.module.css';
import type { SheetBodyProps } from './sheet-parts.ts';
import type { SheetState } from './use-sheet-state.ts';

type SheetFormProps = SheetBodyProps & SheetState;

/** What is typed, below what stands against it and what was kept from before. */
export function SheetForm({ sheet, start, settings, restored, live, access, off }: SheetFormProps) {
  return (
    <>
      {off && <OffNote off={off} />}
      {live.isRestored && restored && (
        <RestoredNote savedAt={restored.savedAt} onStartOver={live.startOver} />
      )}
      <fieldset className={styles['set']} disabled={off !== null}>
        <CommandFields
          type={sheet.type}
          subject={start.subject}
          of={access}
          ticketPattern={settings.ticketPattern}
        />
      </fieldset>
    </>
  );
}

type RestoredNoteProps = { readonly savedAt: string; readonly onStartOver: () => void };

/** Says that the form is one from before, and offers to forget it. */
export function RestoredNote({ savedAt, onStartOver }: RestoredNoteProps) {
  const ms = Date.now() - Date.parse(savedAt);
  const ago =
    ms < 60_000 ? 'a moment ago' : `${formatSpan(ms).split(' ').slice(0, 2).join(' ')} ago`;
  return (
    <div className={styles['restored']} role="status">
      <span>Draft from {ago} restored</span>
      <Button size="small" onClick={onStartOver}>
        Start over
      </Button>
    </div>
  );
}
