import { describe, expect, it, vi } from 'vitest';
import {
  askedFacts,
  fenceSentence,
  houseSentences,
} from '../../../../src/renderer/features/commands/receipt-facts.ts';
import { receiptText } from '../../../../src/renderer/features/commands/receipt-text.ts';
import type { CommandDraft } from '../../../../src/shared/contract/command-bodies.ts';
import type { Receipt } from '../../../../src/shared/contract/commands.ts';
import { exampleReceipt } from './receipt-example.ts';

// The window's store reads the address bar as it loads.
vi.hoisted(() => vi.stubGlobal('location', { hash: '' }));

const names = { person: 'j.dvorak', role: 'Deploy' };
const userId = 'u-1';
const roleId = 'deploy';

type Told = { readonly body: CommandDraft; readonly title: string; readonly lines: string[] };

const told: readonly Told[] = [
  {
    body: {
      type: 'CreateUser',
      data: {
        userId,
        username: 'j.dvorak',
        email: 'jana@acme.example',
        displayName: null,
        attributes: { site: 'Brno' },
      },
    },
    title: 'Create the user j.dvorak',
    lines: ['E-mail: jana@acme.example', 'Name: none', 'Attributes: {"site":"Brno"}'],
  },
  {
    body: { type: 'UpdateUser', data: { userId, changes: { email: 'j@acme.example' } } },
    title: 'Change the e-mail of j.dvorak',
    lines: ['User: j.dvorak (u-1)', 'E-mail: j@acme.example'],
  },
  {
    body: { type: 'DeleteUser', data: { userId } },
    title: 'Delete the user j.dvorak',
    lines: ['User: j.dvorak (u-1)'],
  },
  {
    body: { type: 'AssignRoleToUser', data: { userId, roleId } },
    title: 'Grant Deploy to j.dvorak',
    lines: ['User: j.dvorak (u-1)', 'Role: Deploy (deploy)'],
  },
  {
    body: { type: 'UnassignRoleFromUser', data: { userId, roleId } },
    title: 'Take Deploy away from j.dvorak',
    lines: ['User: j.dvorak (u-1)', 'Role: Deploy (deploy)'],
  },
  {
    body: {
      type: 'CreateRole',
      data: { roleId, name: 'Deploy', description: null, permissions: ['a:read', 'b:write'] },
    },
    title: 'Create the role Deploy',
    lines: ['Description: none', 'Permissions: a:read, b:write'],
  },
  {
    body: { type: 'UpdateRole', data: { roleId, changes: { permissions: [] } } },
    title: 'Change the permissions of the role Deploy',
    lines: ['Role: Deploy (deploy)', 'Permissions: none'],
  },
  {
    body: { type: 'DeleteRole', data: { roleId, withHolders: true } },
    title: 'Delete the role Deploy with its holders',
    lines: ['Role: Deploy (deploy)', 'With its holders: yes'],
  },
];

describe('a receipt as text', () => {
  it.each(told)(
    'of $body.type says what was asked for, field by field',
    ({ body, title, lines }) => {
      const text = receiptText(exampleReceipt(body as Partial<Receipt>), names).split('\n');
      expect(text[0]).toBe(title);
      expect(text).toEqual(expect.arrayContaining(lines));
    },
  );

  it('says of which bulk it is a line, what it waits for, and by which rules of the workspace it was decided', () => {
    const waiting = { code: 'another_writer', text: 'Waits its turn.', since: '' } as const;
    const house = { protectedRoles: ['admin'], ticketPattern: 'INC-#' };
    const text = receiptText(exampleReceipt({ bulkId: 'b-1', waiting, house }), names);
    expect(text).toContain('Bulk: b-1\n');
    expect(text).toContain('Waits: Waits its turn.\n');
    expect(text).toContain('The last holder of admin is kept.');
    expect(text).toContain('a ticket of the form INC-#');
  });
});

describe('the facts of a receipt', () => {
  it('name a subject by its id alone where nothing better is known', () => {
    const [user] = askedFacts(
      { type: 'DeleteUser', data: { userId } },
      { person: userId, role: null },
    );
    expect(user).toEqual({ name: 'User', text: userId, isTechnical: true });
  });

  it('say how it was written only of what was written', () => {
    expect(fenceSentence(exampleReceipt({ fence: 'fenced' }))).toContain('held the turn');
    expect(fenceSentence(exampleReceipt({ fence: 'unfenced' }))).toContain('Without a fence');
    expect(fenceSentence(exampleReceipt({ fence: 'fenced', appended: [] }))).toBeNull();
  });

  it('say nothing of rules a workspace does not have', () => {
    expect(houseSentences(exampleReceipt())).toEqual([]);
  });
});
