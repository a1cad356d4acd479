import { describe, expect, it } from 'vitest';
import { kindOfEntry } from '../../../src/renderer/domain-ui/entry-kind.ts';
import {
  entrySentence,
  entrySentenceBy,
  ownSentence,
} from '../../../src/renderer/domain-ui/entry-sentence.ts';
import { outcomeSentence } from '../../../src/renderer/domain-ui/outcome-sentence.ts';
import type { Entry } from '../../../src/shared/contract/entries.ts';
import { anEntry } from '../entry.ts';

const plain = anEntry();
const nameOf = (roleId: string) => (roleId === 'r-1' ? 'administrator' : roleId);

describe('the sentence of an entry', () => {
  it('says what happened, and by whom where it was somebody else', () => {
    expect(entrySentence(plain, nameOf)).toBe('administrator granted');
    expect(entrySentenceBy(plain, nameOf)).toBe('administrator granted by r.silva');
    expect(entrySentenceBy({ ...plain, actor: null }, nameOf)).toBe('administrator granted');
    expect(entrySentenceBy({ ...plain, actor: 'u-1' }, nameOf)).toBe('administrator granted');
  });

  it('names the fields an update changed, in a fixed order', () => {
    const changed = { attributes: [null, {}], email: ['a', 'b'], username: ['c', 'd'] } as const;
    const entry = { ...plain, type: 'UserUpdatedEvent', changed } as unknown as Entry;
    expect(entrySentence(entry, nameOf)).toBe('Username, e-mail and attributes changed');
    expect(entrySentence({ ...entry, changed: {} }, nameOf)).toBe('Nothing changed');
  });

  it('says of a role update which role it was', () => {
    const changed = { permissions: [[], ['a']] } as unknown as Entry['changed'];
    const entry: Entry = { ...plain, type: 'RoleUpdatedEvent', userId: null, changed };
    expect(entrySentence(entry, nameOf)).toBe('Permissions of administrator changed');
  });

  it('needs no name in the history of the role itself', () => {
    const changed = { permissions: [[], ['a']] } as unknown as Entry['changed'];
    const entry: Entry = { ...plain, type: 'RoleUpdatedEvent', userId: null, changed };
    expect(ownSentence(entry)).toBe('Permissions changed');
    expect(ownSentence({ ...entry, type: 'RoleDeletedEvent' })).toBe('Deleted');
  });

  it('is not misled by fields named like members of an object', () => {
    const changed = Object.fromEntries([['constructor', [1, 2]]]) as Entry['changed'];
    const entry: Entry = { ...plain, type: 'UserUpdatedEvent', changed };
    expect(entrySentence(entry, nameOf)).toBe('Nothing changed');
  });

  it('says of a record that did not decode just that', () => {
    const entry: Entry = { ...plain, type: null, outcome: 'quarantined', fault: 'Bad JSON.' };
    expect(entrySentence(entry, nameOf)).toBe('Record did not decode');
    expect(outcomeSentence(entry)).toBe('Bad JSON.');
    expect(kindOfEntry(entry)).toBe('wrong');
  });
});

describe('the outcome of an entry', () => {
  it('says nothing where it was simply folded', () => {
    expect(outcomeSentence(plain)).toBeNull();
    expect(kindOfEntry(plain)).toBe('roles');
  });

  it('says each anomaly and flag in its own sentence', () => {
    const entry: Entry = {
      ...plain,
      outcome: 'anomaly:already_held',
      anomalies: ['already_held'],
      flags: ['bad_clock'],
    };
    expect(outcomeSentence(entry)).toMatch(/held already.*clock is before 2000/);
    expect(kindOfEntry(entry)).toBe('wrong');
  });

  it('tells a plain duplicate from one with other content', () => {
    expect(outcomeSentence({ ...plain, outcome: 'duplicate' })).toBe(
      'Delivered again: the first one counts.',
    );
    const other: Entry = { ...plain, outcome: 'duplicate', flags: ['conflicting_duplicate'] };
    expect(outcomeSentence(other)).toBe(
      'Delivered again with other content: the first one counts.',
    );
  });
});
