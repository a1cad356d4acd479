import { describe, expect, it } from 'vitest';
import { personName } from '../../../../src/renderer/domain-ui/person-name.ts';
import { currentChange } from '../../../../src/renderer/features/users/current-change.ts';
import { fitTags } from '../../../../src/renderer/features/users/fit-tags.ts';
import { statusWords, totalWords } from '../../../../src/renderer/features/users/foot-words.ts';
import { orderRoles } from '../../../../src/renderer/features/users/order-roles.ts';
import {
  isEverybody,
  readFilters,
  statusesOf,
} from '../../../../src/renderer/features/users/user-filters.ts';
import { anEntry } from '../../entry.ts';

describe('the filters of the users table', () => {
  it('are read from the address; what is none of them is left out', () => {
    expect(
      readFilters({ status: 'unknown,active', role: 'r-1', search: ' jana ', colour: 'red' }),
    ).toEqual({ status: 'active,unknown', role: 'r-1', search: 'jana' });
  });

  it('ask nothing of the reader that it would refuse', () => {
    expect(readFilters({ status: 'asleep', search: '   ' })).toEqual({});
    expect(readFilters({ search: 'x'.repeat(5000) }).search).toHaveLength(1000);
  });

  it('mean everybody where all three statuses are chosen', () => {
    expect(statusesOf('active,deleted,unknown')).toEqual([]);
    expect(isEverybody(readFilters({ status: 'deleted,active,unknown' }))).toBe(true);
  });
});

describe('the foot of the users table', () => {
  const counts = { total: 1412, byStatus: { active: 1400, deleted: 12, unknown: 0 } };

  it('counts, and tells all from those that match', () => {
    expect(totalWords(counts, false)).toBe('1\u202f412 users at this cut');
    expect(totalWords({ ...counts, total: 1 }, true)).toBe('1 user matches at this cut');
  });

  it('leaves out the statuses nobody has', () => {
    expect(statusWords(counts)).toBe('1\u202f400 active, 12 deleted');
  });
});

describe('the roles of a row', () => {
  it('begin with what the current event granted, then the privileged ones, then by name', () => {
    const facts = {
      isPrivileged: (id: string) => id.startsWith('admin'),
      isNew: (id: string) => id === 'support',
      nameOf: (id: string) => id,
    };
    expect(orderRoles(['zebra', 'admin', 'support', 'aide'], facts)).toEqual([
      'support',
      'admin',
      'aide',
      'zebra',
    ]);
  });

  it('are shown as far as they fit, and at least one', () => {
    const names = ['support', 'billing', 'deploy'];
    expect(fitTags(names, 1000)).toBe(3);
    expect(fitTags(names, 190)).toBe(2);
    expect(fitTags(names, 0)).toBe(1);
    expect(fitTags([], 0)).toBe(0);
  });
});

describe('what the current event changed of a row', () => {
  it('is nothing where it concerned no user or changed nothing', () => {
    expect(currentChange(null)).toBeNull();
    expect(currentChange(anEntry({ userId: null, changed: { name: ['a', 'b'] } }))).toBeNull();
    expect(currentChange(anEntry({ changed: {} }))).toBeNull();
  });

  it('names the fields and the roles added', () => {
    const change = currentChange(anEntry({ changed: { roles: [['s'], ['a', 's']] } }));
    expect(change).toMatchObject({ userId: 'u-1', fields: ['roles'], added: ['a'] });
  });
});

describe('the name of a person', () => {
  it('is the display name, else the username, else the id', () => {
    const nobody = { displayName: null, username: null, userId: 'u-1' };
    expect(personName({ ...nobody, displayName: 'Jana Dvořák', username: 'jd' })).toBe(
      'Jana Dvořák',
    );
    expect(personName({ ...nobody, displayName: '  ', username: 'jd' })).toBe('jd');
    expect(personName(nobody)).toBe('u-1');
  });
});
