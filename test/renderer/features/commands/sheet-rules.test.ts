import { describe, expect, it } from 'vitest';
import {
  type CommandForm,
  emptyForm,
} from '../../../../src/renderer/features/commands/sheet/command-form.ts';
import {
  actWords,
  blockedBy,
  sheetTitle,
} from '../../../../src/renderer/features/commands/sheet/command-words.ts';
import { draftOf, formOf } from '../../../../src/renderer/features/commands/sheet/form-draft.ts';
import { newlyPrivileged } from '../../../../src/renderer/features/commands/sheet/newly-privileged.ts';
import {
  fieldTrouble,
  ruleLines,
} from '../../../../src/renderer/features/commands/sheet/rule-lines.ts';
import {
  type RehearsedSubject,
  stateRows,
} from '../../../../src/renderer/features/commands/sheet/state-rows.ts';
import type { Rehearsal } from '../../../../src/shared/contract/rehearsal.ts';
import type { CommandType } from '../../../../src/shared/domain/commands.ts';
import { exampleRole, exampleUser } from './subject-examples.ts';

const house = { protectedRoles: [], ticketPattern: 'INC-#' };
const jana = formOf({ user: exampleUser(), role: null });
const before = jana;

function rehearsed(rules: Rehearsal['rules']): Rehearsal {
  return {
    decidedAt: { token: 'cut1_b' },
    rules,
    refusal: null,
    events: [],
    subjects: [],
    subjectsTotal: 0,
    since: null,
    fence: 'conditional',
  };
}

function typed(type: CommandType, form: CommandForm, touched: readonly string[] = []) {
  const { reason, ticket } = form;
  const before = type === 'CreateUser' ? emptyForm : jana;
  const order = { draft: draftOf(type, form, before), actor: 'm.okafor', reason, ticket };
  return { order, form, before, touched: new Set(touched) };
}

describe('the rules of a sheet', () => {
  it('are still to be met where nothing was typed yet, and broken once the field was left', () => {
    const blank = typed('CreateUser', { ...emptyForm, userId: 'u-9' });
    const lines = ruleLines(blank, house, null);
    expect(lines.map(({ state }) => state)).not.toContain('broken');
    expect(blockedBy(lines)).toBe('Still needed: username, e-mail, reason, ticket.');
    expect(fieldTrouble(lines, 'email', blank)).toBeNull();
    const left = typed('CreateUser', { ...emptyForm, userId: 'u-9' }, ['email']);
    const broken = ruleLines(left, house, null);
    expect(broken[0]).toMatchObject({ code: 'email_invalid', state: 'broken' });
    expect(fieldTrouble(broken, 'email', left)).toContain('no e-mail address');
  });

  it('of the state stand beside those of what was typed, and are told at once', () => {
    const form = { ...emptyForm, userId: 'u-9', username: 'j.dvorak', email: 'a@b.example' };
    const why = 'The active user u-1 has the username j.dvorak already.';
    const rule = { code: 'username_taken', rule: 'One username.', field: 'username', why };
    const now = typed('CreateUser', form);
    const lines = ruleLines(now, house, rehearsed([rule]));
    expect(lines[0]).toMatchObject({ code: 'username_taken', state: 'broken', isOfState: true });
    expect(fieldTrouble(lines, 'username', now)).toBe(why);
    expect(blockedBy(lines)).toBe(why);
  });

  it('of what was typed are judged here, whatever the last rehearsal said of them', () => {
    const form = { ...emptyForm, userId: 'u-9', username: 'ada', email: 'a@b.example' };
    const stale = { code: 'email_invalid', rule: '', field: 'email', why: 'Stale.' };
    const lines = ruleLines(typed('CreateUser', form), house, rehearsed([stale]));
    expect(lines.filter(({ code }) => code === 'email_invalid')).toMatchObject([{ why: null }]);
  });

  it('ask for a ticket of the form the workspace wants', () => {
    const form = { ...before, reason: 'Left', ticket: 'OPS-1' };
    const lines = ruleLines(typed('DeleteUser', form), house, null);
    expect(blockedBy(lines)).toContain('OPS-1 does not look like INC-#');
    const right = ruleLines(typed('DeleteUser', { ...form, ticket: 'INC-7' }), house, null);
    expect(blockedBy(right)).toBeNull();
  });

  it('ask whom a grant is for before anybody is asked what it would do', () => {
    const form = { ...emptyForm, roleId: 'deploy', reason: 'Night', ticket: 'INC-7' };
    const lines = ruleLines(typed('AssignRoleToUser', form), house, null);
    expect(blockedBy(lines)).toBe('Still needed: user.');
  });

  it('name an attribute without a name only where attributes were changed', () => {
    const odd = { ...before, attributes: [...before.attributes, { name: '', value: 'x' }] };
    const changed = ruleLines(typed('UpdateUser', odd), house, null);
    expect(changed.find(({ code }) => code === 'attribute_named')?.why).toContain('no name');
    const same = ruleLines(typed('UpdateUser', before), house, null);
    expect(same.find(({ code }) => code === 'attribute_named')).toBeUndefined();
  });
});

describe('a subject before and after', () => {
  const permissionsOf = (roleId: string) =>
    roleId === 'admin' ? ['users:write'] : ['tickets:read'];
  const user = (fields: object) => ({ ...exampleUser(), ...fields }) as RehearsedSubject['before'];

  it('says line by line what changes, roles and the permissions that follow included', () => {
    const subject: RehearsedSubject = {
      ...{ kind: 'user', id: 'u-1', name: 'j.dvorak', before: user({}) },
      after: user({ email: 'new@acme.example', roles: ['admin'], attributes: { site: 'Oslo' } }),
    };
    const rows = stateRows(subject, permissionsOf);
    expect(rows.filter(({ isChanged }) => isChanged).map(({ name }) => name)).toEqual([
      'E-mail',
      'site',
      'Roles',
      'Permissions',
    ]);
    expect(rows.find(({ name }) => name === 'Permissions')).toMatchObject({
      items: [
        { id: 'users:write', fate: 'gained' },
        { id: 'tickets:read', fate: 'lost' },
      ],
    });
  });

  it('has nothing before where it was never seen', () => {
    const subject: RehearsedSubject = {
      ...{ kind: 'role', id: 'deploy', name: 'Deploy', before: null },
      after: { status: 'active', name: 'Deploy', description: null, permissions: ['deploy:run'] },
    };
    expect(stateRows(subject, permissionsOf)[0]).toMatchObject({ before: null, after: 'active' });
  });

  it('warns of a privilege only where it is new', () => {
    const byId = new Map([['admin', exampleRole({ roleId: 'admin', privileged: true })]]);
    const roles = { byId, nameOf: (id: string) => id };
    const subject = { kind: 'user', id: 'u-1', name: null } as const;
    const [without, having] = [user({ roles: [] }), user({ roles: ['admin'] })];
    expect(newlyPrivileged({ ...subject, before: without, after: having }, roles)).toEqual([
      'admin',
    ]);
    expect(newlyPrivileged({ ...subject, before: having, after: having }, roles)).toEqual([]);
    const role = { kind: 'role', id: 'deploy', name: 'Deploy', before: null } as const;
    const after = { status: 'active', permissions: ['roles:grant'] };
    expect(newlyPrivileged({ ...role, after }, roles)).toEqual(['Deploy']);
    expect(newlyPrivileged({ ...role, before: after, after }, roles)).toEqual([]);
  });
});

describe('the words of a sheet', () => {
  const names = { person: 'j.dvorak', role: 'Deploy' };
  const how = { isBack: false, losing: 0 };

  it('say the act on its button', () => {
    const form = { ...before, email: 'new@acme.example', roleId: 'deploy', name: 'Deploy' };
    const words = (type: CommandType, change = {}) =>
      actWords(draftOf(type, { ...form, ...change }, before), names, how);
    expect(words('CreateUser')).toBe('Create j.dvorak');
    expect(words('UpdateUser')).toBe('Change e-mail of j.dvorak');
    expect(words('UpdateUser', { username: 'ada' })).toBe('Change 2 fields of j.dvorak');
    expect(words('DeleteUser')).toBe('Delete j.dvorak');
    expect(words('AssignRoleToUser')).toBe('Grant Deploy to j.dvorak');
    expect(words('UnassignRoleFromUser')).toBe('Take Deploy away from j.dvorak');
    expect(words('CreateRole')).toBe('Create role Deploy');
    expect(words('DeleteRole')).toBe('Delete role Deploy');
    const deletion = draftOf('DeleteRole', form, before);
    expect(actWords(deletion, names, { ...how, losing: 4 })).toBe(
      'Delete role Deploy from 4 holders',
    );
  });

  it('call a sheet by what it is about', () => {
    expect(sheetTitle({ type: 'CreateUser', subjectId: null }, names)).toBe('New user');
    expect(sheetTitle({ type: 'CreateUser', subjectId: 'u-1' }, names)).toBe('Bring back j.dvorak');
    expect(
      sheetTitle({ type: 'AssignRoleToUser', subjectId: '' }, { person: '', role: 'Deploy' }),
    ).toBe('Grant Deploy to somebody');
  });
});
