import { describe, expect, it } from 'vitest';
import { commandFindings, readWish } from '../../src/renderer/app/command-findings.ts';
import { exampleRole, exampleUser } from './features/commands/subject-examples.ts';

describe('commands in the search', () => {
  const jana = exampleUser();
  const gone = exampleUser({ userId: 'u-2', displayName: 'Jan Berg', status: 'deleted' });
  const names = (typed: string, roles = [exampleRole()]) =>
    commandFindings(readWish(typed), [jana, gone], roles).map(({ name }) => name);

  it('are those of the first person and the first role found', () => {
    expect(names('jan')).toEqual([
      'Change roles of Jana Dvořák…',
      'Edit Jana Dvořák…',
      'Delete Jana Dvořák…',
      'Grant Deploy to somebody…',
      'Edit the role Deploy…',
      'Delete the role Deploy…',
    ]);
  });

  it('after a verb are that of everybody who fits', () => {
    expect(readWish('Delete jan')).toEqual({ verb: 'delete', rest: 'jan' });
    expect(names('delete jan')).toEqual(['Delete Jana Dvořák…', 'Delete the role Deploy…']);
    expect(names('bring back jan')).toEqual(['Bring back Jan Berg…']);
    expect(names('grant dep', [exampleRole({ status: 'deleted' })])).toEqual([]);
  });

  it('are none while nobody is named', () => {
    expect(readWish('deleted')).toEqual({ verb: null, rest: 'deleted' });
    expect(names('')).toEqual([]);
    expect(names('delete ')).toHaveLength(6);
  });
});
