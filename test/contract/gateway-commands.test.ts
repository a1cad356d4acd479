import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Bulk } from '../../src/shared/contract/bulks.ts';
import { type Receipt, receipt } from '../../src/shared/contract/commands.ts';
import { type JsonSchema, schemaBreaches } from '../support/json-schema.ts';
import { openSourceHost, type SourceHost } from '../support/source-host.ts';

type Body = Record<string, unknown>;
type Answer = { readonly status: number; readonly body: unknown };
type Document = {
  paths: Record<
    string,
    Record<
      string,
      { responses: Record<string, { content: { 'application/json': { schema: JsonSchema } } }> }
    >
  >;
};

describe('commands through the gateway', () => {
  let at: SourceHost;
  let document: Document;
  beforeAll(async () => {
    at = await openSourceHost();
    await at.caughtUp();
    document = (await at.ask('/openapi.json')).body as Document;
  });
  afterAll(() => at.close());

  const send = (path: string, body: unknown): Promise<Answer> =>
    at.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const why = { actor: 'gateway.test', reason: 'to see it done' };
  const post = (type: string, data: Body) => send('/commands', { type, data, ...why });
  const done = async (type: string, data: Body): Promise<Receipt> => {
    const { status, body } = await post(type, data);
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'confirmed' } });
    const schema = schemaOf('/commands', 'post');
    expect(schemaBreaches(schema, body)).toEqual([]);
    expect(receipt.parse(body)).toEqual(body);
    return body as Receipt;
  };
  const schemaOf = (path: string, method: string): JsonSchema => {
    const found = document.paths[path]?.[method]?.responses['200'];
    if (!found) throw new Error(`The document does not tell of ${method} ${path}.`);
    return found.content['application/json'].schema;
  };
  const person = (n: string) => ({
    userId: `g-${n}`,
    username: `gate ${n}`,
    email: `gate.${n}@acme.example`,
  });

  it('carries out all eight, each with a receipt as described', async () => {
    await done('CreateUser', { ...person('1'), attributes: { deep: [{ a: null }] } });
    await done('UpdateUser', { userId: 'g-1', changes: { displayName: 'Gate' } });
    await done('CreateRole', { roleId: 'gate', name: 'Gate keeper', permissions: ['g:g'] });
    await done('UpdateRole', { roleId: 'gate', changes: { description: 'Keeps the gate' } });
    await done('AssignRoleToUser', { userId: 'g-1', roleId: 'gate' });
    await done('UnassignRoleFromUser', { userId: 'g-1', roleId: 'gate' });
    await done('AssignRoleToUser', { userId: 'g-1', roleId: 'gate' });
    const { appended } = await done('DeleteRole', { roleId: 'gate', withHolders: true });
    expect(appended).toHaveLength(2);
    await done('DeleteUser', { userId: 'g-1' });
  });

  it.each([
    ['CreateUser', { userId: 'x', username: 7, email: '' }],
    ['CreateUser', { userId: 'x' }],
    ['UpdateUser', { userId: 'x', changes: { email: null } }],
    ['UpdateUser', { userId: 'x' }],
    ['CreateRole', { roleId: 'x', name: 'x', permissions: 'all' }],
    ['DeleteRole', { roleId: '' }],
    ['AssignRoleToUser', { userId: 'x' }],
  ])('answers 400 to %s with %j: it is malformed', async (type, data) => {
    expect(await post(type, data)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });

  it('rehearses without writing, and drafts what takes an event back, as described', async () => {
    const ends = async () => ((await at.ask('/status')).body as Body)['partitions'];
    const before = await ends();
    const rehearsed = await send('/commands/rehearse', {
      ...{ type: 'CreateUser', data: person('2') },
      ...why,
      basis: 'head',
    });
    expect(rehearsed).toMatchObject({ status: 200, body: { refusal: null, since: {} } });
    expect(schemaBreaches(schemaOf('/commands/rehearse', 'post'), rehearsed.body)).toEqual([]);
    expect(await ends()).toEqual(before);
    const { appended } = await done('CreateUser', person('2'));
    const [place] = appended;
    const undone = await at.ask(
      `/commands/undo?partition=${place?.partition}&offset=${place?.offset}`,
    );
    expect(undone).toMatchObject({ status: 200, body: { draft: { type: 'DeleteUser' } } });
    expect(schemaBreaches(schemaOf('/commands/undo', 'get'), undone.body)).toEqual([]);
  });

  it('pages, filters and searches receipts, and cannot take back what was sent', async () => {
    const { commandId } = await done('CreateUser', person('3'));
    const page = await at.ask('/commands?limit=2&status=confirmed');
    const { after, total, ofAll } = page.body as Body & { ofAll: Body };
    expect(after).toEqual(expect.any(String));
    expect(total).toBe(ofAll['confirmed']);
    const found = (await at.ask('/commands?search=GATE.3@acme')).body as { commands: Receipt[] };
    expect(found.commands.map((one) => one.commandId)).toEqual([commandId]);
    expect(await send(`/commands/${commandId}/cancel`, {})).toMatchObject({
      status: 409,
      body: { code: 'not_cancellable' },
    });
  });

  describe('a rule refuses with one code, alone and in bulk', () => {
    const bulkOf = async (change: Body, userIds: string[]): Promise<Bulk> => {
      const bulkId = crypto.randomUUID();
      await send('/bulks', { bulkId, change, userIds, ...why });
      for (;;) {
        const { body } = await at.ask(`/bulks/${bulkId}`);
        const bulk = body as Bulk;
        if (bulk.state !== 'running') return bulk;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    beforeAll(async () => {
      await done('CreateUser', person('4'));
      await done('CreateUser', person('5'));
      await done('DeleteUser', { userId: 'g-5' });
      await done('CreateRole', { roleId: 'kept', name: 'Kept', permissions: [] });
      await done('AssignRoleToUser', { userId: 'g-4', roleId: 'kept' });
    });

    it.each([
      ['user_not_active', 'AssignRoleToUser', { userId: 'g-5', roleId: 'kept' }],
      ['user_not_active', 'DeleteUser', { userId: 'nobody' }],
      ['role_not_found', 'AssignRoleToUser', { userId: 'g-4', roleId: 'ghost' }],
      ['already_held', 'AssignRoleToUser', { userId: 'g-4', roleId: 'kept' }],
      ['not_held', 'UnassignRoleFromUser', { userId: 'g-4', roleId: 'auditor' }],
    ])('%s: %s %j', async (code, type, data) => {
      expect(await post(type, data)).toMatchObject({ status: 409, body: { code } });
      const { userId, ...change } = data as { userId: string };
      const { lines } = await bulkOf({ type, ...change }, [userId]);
      expect(lines).toMatchObject([{ status: 'refused', code }]);
      const dry = await send('/bulks/rehearse', {
        change: { type, ...change },
        who: [userId],
        ...why,
      });
      const expected = userId === 'nobody' ? 'unknown_user' : code;
      expect(dry.body).toMatchObject({ lines: [{ code: expected }], ready: 0 });
    });

    it.each([
      ['user_exists', 'CreateUser', person('4')],
      ['username_taken', 'CreateUser', { ...person('6'), username: 'GATE 4' }],
      ['email_taken', 'CreateUser', { ...person('6'), email: 'Gate.4@acme.example' }],
      ['no_change', 'UpdateUser', { userId: 'g-4', changes: { username: 'gate 4' } }],
      ['role_exists', 'CreateRole', { roleId: 'kept', name: 'Other', permissions: [] }],
      ['role_name_taken', 'CreateRole', { roleId: 'other', name: 'kept', permissions: [] }],
      ['role_not_found', 'UpdateRole', { roleId: 'ghost', changes: { name: 'x' } }],
      ['role_has_holders', 'DeleteRole', { roleId: 'kept' }],
    ])('%s: %s %j', async (code, type, data) => {
      expect(await post(type, data)).toMatchObject({ status: 409, body: { code } });
    });

    it.each([
      ['id_invalid', 'CreateUser', { ...person('7'), userId: ' x' }],
      ['username_required', 'CreateUser', { ...person('7'), username: '' }],
      ['email_invalid', 'CreateUser', { ...person('7'), email: 'x' }],
      ['role_name_required', 'CreateRole', { roleId: 'x', name: ' ', permissions: [] }],
    ])('%s: %s %j, by its content', async (code, type, data) => {
      expect(await post(type, data)).toMatchObject({ status: 422, body: { code } });
    });

    it('runs a bulk as described, once for its id', async () => {
      const bulk = await bulkOf({ type: 'UnassignRoleFromUser', roleId: 'kept' }, ['g-4', 'g-5']);
      expect(schemaBreaches(schemaOf('/bulks/{bulkId}', 'get'), bulk)).toEqual([]);
      expect(bulk.counts).toMatchObject({ total: 2, confirmed: 1, refused: 1 });
      const again = await send('/bulks', {
        ...{ bulkId: bulk.bulkId, change: bulk.change, userIds: ['g-4'] },
        ...why,
      });
      expect(again).toMatchObject({ status: 409, body: { code: 'bulk_id_reused' } });
      expect(await at.ask(`/bulks/${crypto.randomUUID()}`)).toMatchObject({
        status: 404,
        body: { code: 'unknown_bulk' },
      });
    });
  });

  it('notes nothing unexpected in all of this', () => {
    expect(at.notes).toEqual([]);
  });
});
