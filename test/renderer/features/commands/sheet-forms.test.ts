import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  kindOfText,
  rowsOf,
  rowTrouble,
} from '../../../../src/renderer/features/commands/sheet/attribute-rows.ts';
import {
  type CommandForm,
  emptyForm,
} from '../../../../src/renderer/features/commands/sheet/command-form.ts';
import { firstField } from '../../../../src/renderer/features/commands/sheet/first-field.ts';
import {
  draftOf,
  formOf,
  isBegun,
  isChanged,
  withDraft,
} from '../../../../src/renderer/features/commands/sheet/form-draft.ts';
import { roleIdOf, userIdOf } from '../../../../src/renderer/features/commands/sheet/propose-id.ts';
import {
  readStoredForm,
  readStoredRoleChanges,
} from '../../../../src/renderer/features/commands/sheet/stored-form.ts';
import { commandBody } from '../../../../src/shared/contract/command-bodies.ts';
import { commandTypes } from '../../../../src/shared/domain/commands.ts';
import { exampleRole, exampleUser } from './subject-examples.ts';

const before = formOf({ user: exampleUser(), role: null });

describe('attributes as rows', () => {
  it('give back every value as it was: texts that read as JSON, too', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (said) => {
        const attributes = JSON.parse(JSON.stringify(said)) as Record<string, unknown>;
        fc.pre(Object.keys(attributes).every((name) => name.trim() !== ''));
        const found = attributesOf(rowsOf(attributes));
        expect(found).toEqual(Object.keys(attributes).length === 0 ? null : attributes);
      }),
    );
    expect(rowsOf({ staff: '1191', count: 7, on: true, site: 'Turku' })).toEqual([
      { name: 'staff', value: '"1191"' },
      { name: 'count', value: '7' },
      { name: 'on', value: 'true' },
      { name: 'site', value: 'Turku' },
    ]);
  });

  it('leave out what is empty, and say what a value is read as', () => {
    expect(attributesOf([{ name: '', value: '' }])).toBeNull();
    expect(attributesOf([{ name: 'a', value: 'null' }])).toEqual({ a: null });
    expect(['7', '{}', '[1]', 'Turku', '"7"', 'null'].map(kindOfText)).toEqual([
      'number',
      'object',
      'list',
      '',
      'text',
      'null',
    ]);
  });

  it('are wrong without a name, or with one name twice', () => {
    expect(rowTrouble([{ name: '', value: 'x' }])).toContain('no name');
    const twice = [
      { name: 'site', value: 'x' },
      { name: 'site', value: 'y' },
    ];
    expect(rowTrouble(twice)).toContain('site');
    expect(rowTrouble([{ name: 'site', value: '' }])).toBeNull();
  });
});

describe('a form and the draft it stands for', () => {
  it('sends of an update only what differs', () => {
    expect(draftOf('UpdateUser', before, before).data).toEqual({ userId: 'u-1', changes: {} });
    const form = { ...before, email: ' new@acme.example ', displayName: '  ' };
    expect(draftOf('UpdateUser', form, before).data).toEqual({
      userId: 'u-1',
      changes: { email: 'new@acme.example', displayName: null },
    });
    expect(isChanged('email', form, before)).toBe(true);
    expect(isChanged('username', form, before)).toBe(false);
    expect(isChanged('attributes', { ...form, attributes: [] }, before)).toBe(true);
  });

  it('does not take another order of permissions for a change', () => {
    const role = formOf({ user: null, role: exampleRole({ permissions: ['a:read', 'b:read'] }) });
    const turned = { ...role, permissions: ['b:read', 'a:read'] };
    expect(draftOf('UpdateRole', turned, role).data).toEqual({ roleId: 'deploy', changes: {} });
    const fewer = { ...role, permissions: ['b:read'] };
    expect(draftOf('UpdateRole', fewer, role).data).toEqual({
      roleId: 'deploy',
      changes: { permissions: ['b:read'] },
    });
  });

  it('becomes the same draft again when a draft is written over it', () => {
    const form: CommandForm = {
      ...before,
      username: 'ada',
      attributes: [{ name: 'level', value: '7' }],
      roleId: 'deploy',
      name: 'Deploy',
      permissions: ['deploy:run'],
      withHolders: true,
    };
    for (const type of commandTypes) {
      const draft = draftOf(type, form, before);
      expect(draftOf(type, withDraft(before, draft), before)).toEqual(draft);
      expect(commandBody.parse(draft)).toEqual(draft);
    }
  });

  it('is begun once something differs that the command asks for, reason and ticket included', () => {
    expect(isBegun('DeleteUser', before, before)).toBe(false);
    expect(isBegun('DeleteUser', { ...before, username: 'other' }, before)).toBe(false);
    expect(isBegun('DeleteUser', { ...before, reason: 'Left' }, before)).toBe(true);
    expect(isBegun('CreateUser', { ...before, username: 'other' }, before)).toBe(true);
  });

  it('begins at the first field that needs something', () => {
    expect(firstField('CreateUser', { ...emptyForm, userId: 'u-9' })).toBe('username');
    expect(firstField('CreateUser', before)).toBe('reason');
    expect(firstField('UpdateUser', before)).toBe('username');
    expect(firstField('AssignRoleToUser', { ...emptyForm, roleId: 'deploy' })).toBe('userId');
    expect(firstField('DeleteUser', before)).toBe('reason');
    expect(firstField('DeleteRole', before)).toBe('withHolders');
  });
});

describe('what is proposed', () => {
  it('is an id that can be read', () => {
    expect(roleIdOf('  Night Auditor (Göteborg) ')).toBe('night-auditor-goteborg');
    expect(roleIdOf('監査')).toBe('監査');
    expect(userIdOf('6f1c2b1e-6f0e-4a35-9c34-0d3a3a1f7f10')).toBe('u-6f1c2b1e6f');
  });
});

describe('a kept form', () => {
  it('comes back as it was', () => {
    const kept = { seed: '', sentAs: null, form: before };
    expect(readStoredForm(JSON.stringify(kept))).toEqual(kept);
    const changes = { changes: [], reason: 'Half a sentence', ticket: '' };
    expect(readStoredRoleChanges(JSON.stringify(changes))).toEqual(changes);
  });

  it('is ignored where it is none, or of another version', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readStoredForm(text)).toBeNull();
        expect(readStoredRoleChanges(text)).toBeNull();
      }),
    );
    const { username: _gone, ...older } = before;
    expect(readStoredForm(JSON.stringify({ seed: '', sentAs: null, form: older }))).toBeNull();
    const odd = { changes: [{ type: 'DeleteUser', roleId: 'x' }], reason: '', ticket: '' };
    expect(readStoredRoleChanges(JSON.stringify(odd))).toBeNull();
  });
});
