import { useState } from 'react';
import {
  closeSheet,
  type CommandSheet as Sheet,
  useSheet,
} from '../../../domain-ui/sheet-store.ts';
import { useSettings } from '../../../domain-ui/use-commands-switch.ts';
import { useRolesHere } from '../../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../../domain-ui/user-name.tsx';
import { usePlayheadStore } from '../../../state/playhead-store.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { sheetTitle } from './command-words.ts';
import { SheetBody } from './sheet-body.tsx';
import type { Said, SheetStart } from './sheet-parts.ts';
import { useKeptDraft } from './use-kept-draft.ts';
import { useRestored } from './use-restored.ts';
import { type SheetBasis, useSheetBasis } from './use-sheet-basis.ts';
import { useSheetSubject } from './use-sheet-subject.ts';

const width = 1060;

/** The sheet of one command, where somebody opened it; stands once in the window. */
export function CommandSheet() {
  const sheet = useSheet((state) => state.sheet);
  const isReady = usePlayheadStore((state) => state.resolved !== null);
  if (sheet?.kind !== 'command' || !isReady) return null;
  return <OpenSheet key={JSON.stringify(sheet)} sheet={sheet} />;
}

function OpenSheet({ sheet }: { readonly sheet: Sheet }) {
  const basis = useSheetBasis();
  const { settings } = useSettings();
  const names = useSheetNames(sheet);
  const { start, fault } = useStart(sheet, basis);
  const [round, setRound] = useState<{ readonly number: number; readonly said: Said } | null>(null);
  const isReady = start !== null && settings !== null;
  return (
    <Dialog
      title={sheetTitle(sheet, names)}
      width={width}
      isTall
      focusesInside={isReady}
      onClose={closeSheet}
    >
      {fault && <Empty title="This cannot be changed here" text={fault.text} />}
      {isReady && !fault && (
        <SheetBody
          key={`${start.opened} ${round?.number ?? 0}`}
          {...{ sheet, basis, settings, start }}
          restored={round === null ? start.restored : null}
          said={round?.said ?? { reason: sheet.reason, ticket: '' }}
          onAnother={(said) => {
            basis.renew();
            setRound({ number: (round?.number ?? 0) + 1, said });
          }}
        />
      )}
    </Dialog>
  );
}

/** What a sheet begins with, once all of it was read; it stays while the cut it was opened at does. */
function useStart(sheet: Sheet, { opened }: SheetBasis) {
  const { subject, fault } = useSheetSubject(sheet, opened);
  const kept = useKeptDraft(draftKey(sheet));
  const seed = seedOf(sheet);
  const restored = useRestored(kept, seed);
  const [start, setStart] = useState<SheetStart | null>(null);
  if (subject && kept && restored !== undefined && start?.opened !== opened) {
    setStart({ opened, subject, restored, seed, keeper: kept.keeper });
  }
  return { start: start && { ...start, isFailing: kept?.isFailing ?? false }, fault };
}

function useSheetNames({ type, subjectId, draft }: Sheet) {
  const { nameOf } = useRolesHere();
  const isOfUser = type.includes('User');
  const userId = isOfUser ? (subjectId ?? '') : '';
  const roleId = draft && 'roleId' in draft.data ? draft.data.roleId : isOfUser ? '' : subjectId;
  const person = useUserName(userId);
  return { person, role: roleId ? nameOf(roleId) : '' };
}

/** The draft the sheet was opened with, as it is told from others; empty for none. */
function seedOf({ draft }: Sheet): string {
  return draft === null ? '' : JSON.stringify(draft);
}

function draftKey({ type, subjectId, draft }: Sheet): string {
  const about = subjectId || (draft && 'roleId' in draft.data ? `role/${draft.data.roleId}` : '');
  // What was begun from a given draft must not stand in for what was begun by hand.
  return [type, about, draft === null ? '' : 'given'].filter(Boolean).join('/');
}
