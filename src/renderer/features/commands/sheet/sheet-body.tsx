import { type KeyboardEvent, useRef } from 'react';
import type { CommandSheet as Sheet } from '../../../domain-ui/sheet-store.ts';
import { useCommandRuns } from '../use-command-runs.ts';
import styles from './command-sheet.module.css';
import { FormFoot } from './form-foot.tsx';
import { ReceiptFoot } from './receipt-foot.tsx';
import { RehearsalPane } from './rehearsal-pane.tsx';
import { RunCard } from './run-card.tsx';
import { SheetForm } from './sheet-form.tsx';
import type { SheetBodyProps } from './sheet-parts.ts';
import { useConfirming } from './use-confirming.ts';
import { useFirstFocus } from './use-first-focus.ts';
import { useSheetState } from './use-sheet-state.ts';

/** The form and what it would do, side by side; once confirmed, the receipt stands where the form was. */
export function SheetBody(props: SheetBodyProps) {
  const { sheet, basis, start, onAnother } = props;
  const box = useRef<HTMLFormElement>(null);
  const state = useSheetState(props);
  const runs = useCommandRuns();
  const { confirm, rehearsed } = useConfirming({ state, runs, basis, start, box });
  const [run] = runs.runs;
  const { reason, ticket } = state.live.form;
  const said = { reason, ticket };
  const { rehearsal, lines } = (run && rehearsed) ?? state;
  useFirstFocus(box, run === undefined ? 'form' : 'receipt');
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (run === undefined) confirm();
  };
  return (
    <form
      ref={box}
      className={styles['sheet']}
      noValidate
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        if (run === undefined) confirm();
      }}
    >
      <div className={styles['columns']}>
        <div className={styles['left']}>
          {run ? (
            <RunCard run={run} isHeldUp={false} isAlone />
          ) : (
            <SheetForm {...props} {...state} />
          )}
        </div>
        <RehearsalPane
          type={sheet.type}
          rehearsal={rehearsal}
          lines={lines}
          notes={run ? [] : sheet.notes}
          isPast={run !== undefined}
          onSeen={basis.renew}
        />
      </div>
      {run ? (
        <ReceiptFoot runs={runs} onAnother={canRepeat(sheet) ? () => onAnother(said) : null} />
      ) : (
        <FormFoot {...props} state={state} />
      )}
    </form>
  );
}

// A series is of new people, new roles, or one role for several.
function canRepeat({ type, subjectId }: Sheet): boolean {
  return type === 'AssignRoleToUser' || (type.startsWith('Create') && !subjectId);
}
