import { describe, expect, it } from 'vitest';
import { readDraft, writeDraft } from '../../../../src/renderer/features/bulk/bulk-draft.ts';
import {
  changeOf,
  emptyForm,
  formTrouble,
  isUntouched,
} from '../../../../src/renderer/features/bulk/bulk-form.ts';
import { bulkText, filterLines } from '../../../../src/renderer/features/bulk/bulk-lines.ts';
import {
  countDryRun,
  dryRunRows,
  filterDryRun,
  type VerdictLine,
} from '../../../../src/renderer/features/bulk/dry-run.ts';
import { parsePeople } from '../../../../src/renderer/features/bulk/parse-people.ts';
import { whyBulkOff } from '../../../../src/renderer/features/bulk/why-bulk-off.ts';
import type { BulkLine } from '../../../../src/shared/contract/bulks.ts';

describe('pasted names', () => {
  it('are apart by spaces, lines, commas and semicolons, in any mixture', () => {
    expect(parsePeople(' u-1, u-2;u-3\tu-4\r\nu-5 ,; u-6')).toEqual([
      'u-1',
      'u-2',
      'u-3',
      'u-4',
      'u-5',
      'u-6',
    ]);
    expect(parsePeople(' ,;\n ')).toEqual([]);
  });

  it('lose quotes and angle brackets around them, as mail programs write them', () => {
    expect(parsePeople('<jana@acme.example>; "u-2" (u-3)')).toEqual([
      'jana@acme.example',
      'u-2',
      'u-3',
    ]);
  });

  it('stay as often as they were named, and are cut off where they are nobody’s', () => {
    expect(parsePeople('u-1 u-1')).toEqual(['u-1', 'u-1']);
    expect(parsePeople('x'.repeat(5_000))[0]).toHaveLength(1_000);
  });
});

describe('a form', () => {
  const form = {
    ...emptyForm('b-1'),
    roleId: 'deploy',
    who: ['u-1', 'u-2'],
    reason: 'Night shift',
  };
  const given = { ready: 2, ticketPattern: null };

  it('can be started with a role, somebody and a reason', () => {
    expect(formTrouble(form, given)).toBeNull();
    expect(formTrouble({ ...form, roleId: null }, given)?.field).toBe('role');
    expect(formTrouble({ ...form, reason: '  ' }, given)?.field).toBe('reason');
  });

  it('names a ticket of the form the workspace asks for', () => {
    const asked = { ready: 2, ticketPattern: 'INC-#' };
    expect(formTrouble(form, asked)?.field).toBe('ticket');
    expect(formTrouble({ ...form, ticket: ' INC-7 ' }, asked)).toBeNull();
  });

  it('deletes users only with their number typed', () => {
    const deleting = { ...form, type: 'DeleteUser', roleId: null } as const;
    expect(formTrouble(deleting, given)?.field).toBe('count');
    expect(formTrouble({ ...deleting, typedCount: '3' }, given)?.field).toBe('count');
    expect(formTrouble({ ...deleting, typedCount: '2' }, given)).toBeNull();
  });

  it('says how many too many are named', () => {
    const who = Array.from({ length: 5_002 }, (_none, n) => `u-${n}`);
    expect(formTrouble({ ...form, who }, given)?.text).toContain('Take 2 out');
  });

  it('asks for no change while the role is still to be chosen', () => {
    expect(changeOf(emptyForm('b-1'))).toBeNull();
    expect(changeOf(form)).toEqual({ type: 'AssignRoleToUser', roleId: 'deploy' });
    expect(changeOf({ ...form, type: 'DeleteUser' })).toEqual({ type: 'DeleteUser' });
  });

  it('comes back from its draft with its id, and without the typed number', () => {
    expect(readDraft(writeDraft({ ...form, typedCount: '2' }))).toEqual(form);
    expect(isUntouched(form)).toBe(false);
    expect(isUntouched(emptyForm('b-1'))).toBe(true);
  });

  it('does not come back from what is no draft of a bulk', () => {
    expect(readDraft('{"type":"CreateUser","bulkId":"b-1"}')).toBeNull();
    expect(readDraft('[]')).toBeNull();
    expect(readDraft('not JSON')).toBeNull();
  });
});

function line(said: string, verdict: VerdictLine['verdict']): VerdictLine {
  return { said, userId: said, username: null, verdict, code: null, text: null };
}

describe('a dry run', () => {
  const lines = [line('a', 'ready'), line('b', 'refused'), line('a', 'repeated')];

  it('gives each name the verdict of its own line', () => {
    const rows = dryRunRows(['a', 'b', 'a'], lines, true);
    expect(rows.map((row) => row.line?.verdict)).toEqual(['ready', 'refused', 'repeated']);
  });

  it('keeps what is known by name while a new answer is on its way', () => {
    const rows = dryRunRows(['b', 'c'], lines, false);
    expect(rows.map((row) => row.line?.verdict ?? null)).toEqual(['refused', null]);
  });

  it('is narrowed to a verdict, or to all trouble; what is not known yet is none', () => {
    const rows = dryRunRows(['a', 'b', 'a', 'c'], lines, true);
    expect(filterDryRun(rows, 'trouble').map(({ at }) => at)).toEqual([1, 2]);
    expect(filterDryRun(rows, 'ready').map(({ at }) => at)).toEqual([0]);
    expect(countDryRun(rows)).toEqual({
      all: 4,
      trouble: 2,
      ready: 1,
      refused: 1,
      nothing_to_do: 0,
      repeated: 1,
      not_found: 0,
    });
  });
});

describe('the lines of a bulk', () => {
  const of = (userId: string, status: BulkLine['status']): BulkLine => ({
    ...{ userId, status, username: null, commandId: userId, code: null },
    text: status === 'refused' ? 'No\nsuch user.' : null,
    place: status === 'confirmed' ? { partition: 3, offset: 12 } : null,
  });
  const lines = [of('a', 'confirmed'), of('b', 'refused'), of('c', 'appended'), of('d', 'running')];

  it('are narrowed by how they stand', () => {
    const ids = (filter: Parameters<typeof filterLines>[1]) =>
      filterLines(lines, filter).map(({ userId }) => userId);
    expect(ids('all')).toEqual(['a', 'b', 'c', 'd']);
    expect(ids('open')).toEqual(['c']);
    expect(ids('waiting')).toEqual(['d']);
    expect(ids('refused')).toEqual(['b']);
  });

  it('are copied as a table with a line for each', () => {
    expect(bulkText({ lines }).split('\n')).toEqual([
      'username\tuser id\tstatus\trecord\twhy',
      '\ta\tconfirmed\tp3:12\t',
      '\tb\trefused\t\tNo such user.',
      '\tc\tappended\t\t',
      '\td\trunning\t\t',
    ]);
  });
});

describe('why a bulk cannot be started', () => {
  const settings = {
    operator: 'm.okafor',
    commandsOn: true,
    commandsAllowed: true,
    protectedRoles: [],
    ticketPattern: null,
    cluster: null,
  };
  const fine = { live: true, settings, status: { caughtUp: true, percent: 100, paused: null } };

  it('is nothing at head with commands on, and the past before all else', () => {
    expect(whyBulkOff(fine)).toBeNull();
    expect(whyBulkOff({ ...fine, live: false, settings: null })?.step).toBe('go_live');
  });

  it('is the switch, the host’s leave, a pause, or a log not read to its end', () => {
    const off = { ...settings, commandsOn: false };
    expect(whyBulkOff({ ...fine, settings: off })?.step).toBe('turn_on');
    const noLeave = { ...off, commandsAllowed: false };
    expect(whyBulkOff({ ...fine, settings: noLeave })?.text).toContain('--allow-commands');
    const reading = { caughtUp: false, percent: 34.7, paused: null };
    expect(whyBulkOff({ ...fine, status: reading })?.text).toContain('34 %');
    const paused = { ...reading, paused: { code: 'x', text: 'The broker is away.', data: null } };
    expect(whyBulkOff({ ...fine, status: paused })?.text).toBe('The broker is away.');
  });
});
