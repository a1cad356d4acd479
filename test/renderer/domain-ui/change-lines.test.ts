import { describe, expect, it } from 'vitest';
import { changeLines } from '../../../src/renderer/domain-ui/change-lines.ts';

const names: { [roleId: string]: string } = { a: 'administrator', s: 'support' };
const permissions: { [roleId: string]: string[] } = {
  a: ['users:write', 'tickets:read'],
  s: ['tickets:read'],
};
const roles = {
  nameOf: (roleId: string) => names[roleId] ?? roleId,
  permissionsOf: (roleId: string) => permissions[roleId] ?? [],
};

describe('the lines of a change', () => {
  it('say which roles were added and taken away, by name', () => {
    const [line] = changeLines({ roles: [['s'], ['a', 's']] }, roles);
    expect(line).toEqual({ kind: 'set', name: 'roles', added: ['administrator'], removed: [] });
  });

  it('say which permissions follow, but none that another role gave already', () => {
    const [, line] = changeLines({ roles: [['s'], ['a', 's']] }, roles);
    expect(line).toEqual({ kind: 'set', name: 'permissions', added: ['users:write'], removed: [] });
    const [, lost] = changeLines({ roles: [['a', 's'], ['s']] }, roles);
    expect(lost).toEqual({ kind: 'set', name: 'permissions', added: [], removed: ['users:write'] });
  });

  it('leave permissions out where none follow', () => {
    expect(changeLines({ roles: [['a'], ['a', 's']] }, roles)).toHaveLength(1);
    expect(changeLines({ roles: [[], ['gone']] }, roles)).toHaveLength(1);
  });

  it('tell old from new, and absent from empty', () => {
    expect(changeLines({ email: ['old@x', 'new@x'] }, roles)).toEqual([
      { kind: 'value', name: 'e-mail', before: 'old@x', after: 'new@x' },
    ]);
    expect(changeLines({ displayName: [null, ''] }, roles)).toEqual([
      { kind: 'value', name: 'display name', before: null, after: '' },
    ]);
  });

  it('name the attributes that changed, and no others', () => {
    const changed = {
      attributes: [
        { site: 'Kiel', phone: '1' },
        { site: 'Turku', phone: '1', staff: 7 },
      ] as [unknown, unknown],
    };
    expect(changeLines(changed, roles)).toEqual([
      { kind: 'value', name: 'attributes.site', before: 'Kiel', after: 'Turku' },
      { kind: 'value', name: 'attributes.staff', before: null, after: '7' },
    ]);
  });

  it('mark times as times, and stand in a fixed order', () => {
    const lines = changeLines(
      { lastLoginAt: [null, '2026-03-12T02:13:40.512Z'], loginCount: [0, 1] },
      roles,
    );
    expect(lines.map(({ kind, name }) => [kind, name])).toEqual([
      ['value', 'sign-ins'],
      ['time', 'last sign-in'],
    ]);
  });

  it('show a field nobody knows under its own name', () => {
    const changed = Object.fromEntries([['constructor', [1, [2]] as [unknown, unknown]]]);
    expect(changeLines(changed, roles)).toEqual([
      { kind: 'value', name: 'constructor', before: '1', after: '[2]' },
    ]);
  });
});
