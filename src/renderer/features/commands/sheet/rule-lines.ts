import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import type { Settings } from '../../../../shared/contract/workspace.ts';
import type { Command } from '../../../../shared/domain/commands.ts';
import { contentVerdicts } from '../../../../shared/domain/content-rules.ts';
import { ruleSentence } from '../../../../shared/domain/rule-sentences.ts';
import type { CommandOrder } from '../command-ids.ts';
import { rowTrouble } from './attribute-rows.ts';
import { type CommandForm, type FieldName, formFields } from './command-form.ts';
import { isChanged } from './form-draft.ts';

/** One rule as the sheet shows it. `todo`: broken only because nothing was typed there yet. */
export type RuleLine = {
  readonly code: string;
  readonly rule: string;
  readonly field: string | null;
  readonly why: string | null;
  readonly state: 'held' | 'broken' | 'todo';
  /** True where the state of the log decides it, not what was typed alone. */
  readonly isOfState: boolean;
};

/** What was typed, and where somebody has been already. */
export type Typed = {
  readonly order: CommandOrder;
  readonly form: CommandForm;
  readonly before: CommandForm;
  /** Fields that were left, or all after an attempt to confirm. */
  readonly touched: ReadonlySet<string>;
};

type Finding = Pick<RuleLine, 'code' | 'rule' | 'field' | 'why'>;
type House = Pick<Settings, 'protectedRoles' | 'ticketPattern'>;

/**
 * Every rule that concerns what was typed: those of its own content as it stands, those of the
 * state as they were last rehearsed. Broken ones first, then what is still to be filled in.
 */
export function ruleLines(typed: Typed, house: House, rehearsal: Rehearsal | null): RuleLine[] {
  const own = [...contentFindings(typed, house), ...formFindings(typed)];
  const ownCodes = new Set(own.map(({ code }) => code));
  const ofState = (rehearsal?.rules ?? []).filter(({ code }) => !isContentCode(code, ownCodes));
  const lines = [
    ...own.map((finding) => lineOf(finding, typed, false)),
    ...ofState.map((finding) => lineOf(finding, typed, true)),
  ];
  const rank = { broken: 0, todo: 1, held: 2 };
  const places: readonly string[] = [...formFields[typed.order.draft.type], 'reason', 'ticket'];
  const place = ({ field }: RuleLine) => places.indexOf(field ?? '');
  // Within each part as the fields stand, so that the eye goes down both sides alike.
  return lines.sort((a, b) => rank[a.state] - rank[b.state] || place(a) - place(b));
}

/** Why a field is wrong, for the line under it; null where it is right, or nobody was there yet. */
export function fieldTrouble(
  lines: readonly RuleLine[],
  field: string,
  { touched, form, before }: Omit<Typed, 'order'>,
): string | null {
  const isKnown = (name: string): name is FieldName => name in form;
  const wasTyped = isKnown(field) && isChanged(field, form, before);
  const shows = (line: RuleLine) => touched.has(field) || (line.isOfState && wasTyped);
  return (
    lines.find((line) => line.field === field && line.why !== null && shows(line))?.why ?? null
  );
}

function contentFindings({ order }: Typed, house: House): Finding[] {
  const { draft, actor, reason, ticket } = order;
  const said = { commandId: '', actor, reason, ticket: ticket.trim() || null };
  const command = { ...draft, ...said } as Command;
  return contentVerdicts(command, house).map((verdict) => ({
    ...verdict,
    rule: ruleSentence(verdict.code) ?? verdict.code,
  }));
}

/** What the form itself must have before anybody can be asked. */
function formFindings({ order: { draft }, form, before }: Typed): Finding[] {
  const found: Finding[] = [];
  if (
    'attributes' in form &&
    isAboutAttributes(draft.type) &&
    isChanged('attributes', form, before)
  ) {
    const why = rowTrouble(form.attributes);
    found.push({
      code: 'attribute_named',
      rule: 'Each attribute has a name of its own.',
      field: 'attributes',
      why,
    });
  }
  if (draft.type === 'AssignRoleToUser' || draft.type === 'UnassignRoleFromUser') {
    const { userId, roleId } = draft.data;
    const noUser = userId === '' ? 'Choose whom this is about.' : null;
    const noRole = roleId === '' ? 'Choose the role.' : null;
    found.push({ code: 'user_chosen', rule: 'A user is chosen.', field: 'userId', why: noUser });
    found.push({ code: 'role_chosen', rule: 'A role is chosen.', field: 'roleId', why: noRole });
  }
  return found;
}

function isAboutAttributes(type: string): boolean {
  return type === 'CreateUser' || type === 'UpdateUser';
}

// Without an id nobody was asked: what was answered for another one says nothing of this.
function isContentCode(code: string, own: ReadonlySet<string>): boolean {
  return own.has(code) || code === 'actor_required' || code === 'ticket_mismatch';
}

function lineOf(finding: Finding, { form, touched }: Typed, isOfState: boolean): RuleLine {
  const { code, rule, field, why } = finding;
  const isBlank = field !== null && isBlankField(form, field);
  const isTodo = why !== null && field !== null && isBlank && !touched.has(field);
  // Nothing typed at all is no mistake yet.
  const isUntouched = why !== null && code === 'no_change' && touched.size === 0;
  const state = why === null ? 'held' : isTodo || isUntouched ? 'todo' : 'broken';
  return { code, rule, field, why, state, isOfState };
}

function isBlankField(form: CommandForm, field: string): boolean {
  const value = (form as { readonly [name: string]: unknown })[field];
  return value === false || value === '' || (typeof value === 'string' && value.trim() === '');
}
