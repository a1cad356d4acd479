import { closeSheet } from '../../../domain-ui/sheet-store.ts';
import { Button } from '../../../ui/button.tsx';
import { actWords } from './command-words.ts';
import { SheetFoot } from './sheet-foot.tsx';
import type { SheetBodyProps } from './sheet-parts.ts';
import type { SheetState } from './use-sheet-state.ts';

type FormFootProps = SheetBodyProps & { readonly state: SheetState };

/** The foot while the form is filled in: its button says what will be done. */
export function FormFoot({ sheet, settings, basis, start, state }: FormFootProps) {
  const { order, names, blocked, rehearsal } = state;
  const isDeletion = sheet.type.startsWith('Delete');
  const losing = rehearsal.shown?.events.filter(isLoss).length ?? 0;
  const words = actWords(order.draft, names, {
    isBack: start.subject.user !== null || start.subject.role !== null,
    losing: sheet.type === 'DeleteRole' ? losing : 0,
  });
  return (
    <SheetFoot
      blocked={blocked}
      operator={settings.operator}
      since={basis.since}
      touched={rehearsal.shown?.since?.touched.length ?? null}
      isFailing={start.isFailing}
    >
      <Button onClick={closeSheet}>Cancel</Button>
      <Button
        type="submit"
        look={isDeletion ? 'final' : 'primary'}
        aria-disabled={blocked !== null}
        aria-describedby="sheet-blocked"
        title="Ctrl Enter"
      >
        {words}
      </Button>
    </SheetFoot>
  );
}

function isLoss({ type }: { readonly type: string }): boolean {
  return type === 'RoleUnassignedFromUserEvent';
}
