import { useState } from 'react';
import type { CommandDraft } from '../../../../shared/contract/command-bodies.ts';
import { useRolesHere } from '../../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../../domain-ui/user-name.tsx';
import { usePlayhead, usePlayheadStore } from '../../../state/playhead-store.ts';
import type { CommandOrder } from '../command-ids.ts';
import { type WhyOff, whyOff } from '../why-off.ts';
import type { CommandForm } from './command-form.ts';
import { blockedBy, type SheetNames } from './command-words.ts';
import type { FieldAccess } from './field-access.ts';
import { firstField } from './first-field.ts';
import { draftOf, formOf, withDraft } from './form-draft.ts';
import { userIdOf } from './propose-id.ts';
import { fieldTrouble, type RuleLine, ruleLines } from './rule-lines.ts';
import type { SheetBodyProps } from './sheet-parts.ts';
import { type LiveForm, useCommandForm } from './use-command-form.ts';
import { type RehearsalNow, useRehearsal } from './use-rehearsal.ts';

/** A sheet as it stands: what is typed, what it asks for, what that would do, and what stands against it. */
export type SheetState = {
  readonly live: LiveForm;
  readonly access: FieldAccess;
  readonly order: CommandOrder;
  readonly names: SheetNames;
  readonly rehearsal: RehearsalNow;
  readonly lines: readonly RuleLine[];
  readonly off: WhyOff | null;
  /** Why it cannot be confirmed now, as a sentence; null where it can. */
  readonly blocked: string | null;
};

/** Holds the state of one sheet. */
export function useSheetState(props: SheetBodyProps): SheetState {
  const { sheet, start, settings, basis, restored } = props;
  const { type } = sheet;
  const [{ before, first }] = useState(() => beginningOf(props));
  const live = useCommandForm({
    ...{ type, before, first },
    restored: restored?.stored.form ?? null,
    keep: (form) => {
      if (form === null) start.keeper.drop();
      else start.keeper.keep(JSON.stringify({ seed: start.seed, sentAs: null, form }));
    },
  });
  const { form, touched } = live;
  const draft = draftOf(type, form, before);
  const order = { draft, actor: settings.operator, reason: form.reason, ticket: form.ticket };
  const off = useOff(settings);
  const asked = off?.step === 'go_live' || !isAskable(draft) ? null : draft;
  const rehearsal = useRehearsal(asked, basis.token, settings);
  const lines = ruleLines({ order, form, before, touched }, settings, rehearsal.shown);
  const unasked = rehearsal.fault ? 'The rules cannot be checked now.' : 'Checking the rules…';
  const isKnown = rehearsal.shown !== null && rehearsal.fault === null;
  return {
    ...{ live, order, rehearsal, lines, off },
    names: useNames(form, props),
    access: {
      ...{ form, before, set: live.set, touch: live.touch },
      isUpdate: type.startsWith('Update'),
      first: firstField(type, first),
      troubleOf: (field) => fieldTrouble(lines, field, { form, before, touched }),
    },
    blocked: off?.title ?? blockedBy(lines) ?? (isKnown ? null : unasked),
  };
}

function beginningOf({ sheet, start, said }: SheetBodyProps): {
  readonly before: CommandForm;
  readonly first: CommandForm;
} {
  const { type, subjectId, draft } = sheet;
  const before = formOf(start.subject);
  const isAssignment = type === 'AssignRoleToUser' || type === 'UnassignRoleFromUser';
  const userId = type === 'CreateUser' ? userIdOf(crypto.randomUUID()) : '';
  const own = {
    ...before,
    ...said,
    userId: before.userId || (isAssignment ? (subjectId ?? '') : userId),
  };
  return { before, first: draft === null ? own : withDraft(own, draft) };
}

function useOff(settings: SheetBodyProps['settings']): WhyOff | null {
  const { live } = usePlayhead();
  const status = usePlayheadStore((state) => state.status);
  return whyOff({ live, settings, status, userStatus: null });
}

function useNames(form: CommandForm, { sheet, start }: SheetBodyProps): SheetNames {
  const { nameOf } = useRolesHere();
  const userName = useUserName(form.userId);
  const { user, role } = start.subject;
  const isOfUser = sheet.type.includes('User');
  return {
    person: isOfUser && form.userId !== '' ? (user?.username ?? userName) : '',
    role: role?.name ?? (form.roleId === '' ? '' : nameOf(form.roleId)),
  };
}

// Without a subject there is nobody to be asked about.
function isAskable({ data }: CommandDraft): boolean {
  const hasUser = !('userId' in data) || data.userId !== '';
  return hasUser && (!('roleId' in data) || data.roleId !== '');
}
