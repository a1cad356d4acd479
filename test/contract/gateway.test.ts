import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { gatewayOrders, gatewayQuestions } from '../../src/main/hosts/browser/gateway-contract.ts';
import { faultStatus } from '../../src/shared/contract/fault.ts';
import { type JsonSchema, schemaBreaches } from '../support/json-schema.ts';
import { openSourceHost, type SourceHost } from '../support/source-host.ts';

type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Record<string, { content: { 'application/json': { schema: JsonSchema } } }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };
type Body = Record<string, unknown>;

const never = '00000000-0000-4000-8000-000000000000';

describe('the gateway on the sample', () => {
  let at: SourceHost;
  let document: Document;
  let userId: string;
  beforeAll(async () => {
    at = await openSourceHost();
    await at.caughtUp();
    document = (await at.ask('/openapi.json')).body as Document;
    const { users } = (await at.ask('/users?status=active&limit=1')).body as {
      users: [{ userId: string }];
    };
    userId = users[0].userId;
  });
  afterAll(() => at.close());

  const post = (body: unknown) =>
    at.ask('/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const command = (change: Body = {}) => ({
    type: 'AssignRoleToUser',
    data: { userId, roleId: 'auditor' },
    actor: 'gateway.test',
    reason: 'to see it done',
    ...change,
  });
  const documented = (path: string, method: string, status: number): JsonSchema => {
    const found =
      document.paths[path]?.[method]?.responses[status]?.content['application/json'].schema;
    if (!found)
      throw new Error(`The document does not say what ${method} ${path} answers with ${status}.`);
    return found;
  };
  const expectFault = (answer: { status: number; body: unknown }, status: number, code: string) => {
    expect(answer).toMatchObject({ status, body: { code, text: expect.any(String) } });
    expect(Object.keys(answer.body as object).sort()).toEqual(['code', 'data', 'text']);
  };

  describe.each([
    ['/users', '/users?limit=50&search=a&status=active,deleted'],
    ['/users', '/users?at=2025-06-01T00:00:00Z&limit=1000'],
    ['/users/{userId}', '/users/USER'],
    ['/users/{userId}/history', '/users/USER/history?limit=1000&later=5&at=2026-01-01T00:00:00Z'],
    ['/users/{userId}/lane', '/users/USER/lane'],
    ['/roles', '/roles'],
    ['/roles/{roleId}', '/roles/auditor'],
    ['/roles/{roleId}/holders', '/roles/auditor/holders?at=2026-01-01T00:00:00Z'],
    ['/roles/{roleId}/history', '/roles/auditor/history'],
    ['/status', '/status'],
    ['/cut', '/cut?at=2026-01-01T00:00:00Z'],
    ['/step', '/step?at=2026-01-01T00:00:00Z&by=-3'],
    ['/summary', '/summary'],
    ['/events', '/events?type=UserCreatedEvent,RoleCreatedEvent&limit=200&order=desc'],
    ['/density', '/density?buckets=100'],
    ['/records/{partition}/{offset}', '/records/3/1'],
    ['/problems', '/problems?limit=1000'],
    ['/commands', '/commands'],
  ])('%s, asked as %s', (path, asked) => {
    it('answers as the contract and the document say', async () => {
      const { status, body } = await at.ask(asked.replace('USER', encodeURIComponent(userId)));
      expect(status).toBe(200);
      expect(schemaBreaches(documented(path, 'get', 200), body)).toEqual([]);
      const checked = outputSchemaOf(path).safeParse(body);
      expect(checked.error?.issues ?? []).toEqual([]);
      expect(checked.data).toEqual(body);
    });
  });

  it('is described in OpenAPI 3.1, every question but the stream, commands and bulks', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const described = Object.keys(document.paths).sort();
    expect(described).toEqual([...new Set(proceduresOfGateway().map(({ path }) => path))].sort());
    expect(described).toHaveLength(26);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { responses } of Object.values(methods)) {
        expect(Object.keys(responses), path).toEqual(
          expect.arrayContaining(['200', '400', '401', '403', '404', '409', '422', '503']),
        );
      }
    }
  });

  it('would be found out if an answer were not as described', async () => {
    const { body } = (await at.ask('/users?limit=1')) as { body: { users: [Body]; total: number } };
    const schema = documented('/users', 'get', 200);
    const [user] = body.users;
    const wrong = [
      { ...body, total: 1.5 },
      { ...body, users: [{ ...user, status: 'gone' }] },
      { ...body, users: [{ ...user, createdAt: 7 }] },
      { users: body.users },
    ];
    for (const answer of wrong) expect(schemaBreaches(schema, answer)).not.toEqual([]);
  });

  it('describes its errors as they are', async () => {
    const answer = await at.ask('/users/nobody');
    expectFault(answer, 404, 'unknown_user');
    expect(schemaBreaches(documented('/users/{userId}', 'get', 404), answer.body)).toEqual([]);
  });

  it('carries the cut and the exactness with every answer at a cut, equal for a token asked again', async () => {
    const first = (await at.ask('/users?at=2026-01-01T00:00:00Z&limit=5')).body as Body;
    const { token } = first['cut'] as { token: string };
    const again = (await at.ask(`/users?limit=5&at=${encodeURIComponent(token)}`)).body;
    expect(again).toEqual(first);
  });

  it.each([
    ['/users?limit=x', 'limit'],
    ['/users?limit=0', 'limit'],
    ['/users?limit=1001', 'limit'],
    ['/users?status=gone', 'status'],
    ['/records/x/1', 'partition'],
    ['/records/1/-1', 'offset'],
    ['/density?buckets=0', 'buckets'],
    ['/step', 'by'],
    ['/users?limit[a]=1', 'limit'],
  ])('answers 400 to %s and names the field', async (asked, path) => {
    const answer = await at.ask(asked);
    expectFault(answer, 400, 'bad_request');
    const { data } = answer.body as { data: { issues: { path: string }[] } };
    expect(data.issues[0]?.path).toMatch(new RegExp(`^${path}`));
  });

  it.each([
    ['/users?at=2026-01-01T00:00', 400, 'no_zone'],
    ['/users?at=yesterday', 400, 'bad_position'],
    ['/users?at=cut1_x', 400, 'bad_token'],
    ['/users?at=p0:99999999', 409, 'not_read_yet'],
    ['/users?at=p99:0', 404, 'unknown_partition'],
    ['/users?after=x', 400, 'bad_cursor'],
    ['/roles/nothing', 404, 'unknown_role'],
    ['/records/0/99999999', 409, 'not_read_yet'],
    [`/commands/${never}`, 404, 'unknown_command'],
    ['/nothing', 404, 'bad_request'],
    ['/log/changes', 404, 'bad_request'],
    ['/workspace/settings', 404, 'bad_request'],
    ['/host/describe', 404, 'bad_request'],
  ])('answers %s with %i %s', async (asked, status, code) => {
    expectFault(await at.ask(asked), status, code);
  });

  it('answers other methods with 404 in the same shape', async () => {
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      expectFault(await at.ask('/users', { method }), 404, 'bad_request');
    }
  });

  it('carries a command through and gives its final receipt', async () => {
    const answer = await post(command({ commandId: never.replace('0000', '1111'), ticket: 'T-1' }));
    expect(answer.status).toBe(200);
    expect(schemaBreaches(documented('/commands', 'post', 200), answer.body)).toEqual([]);
    const receipt = answer.body as {
      status: string;
      commandId: string;
      appended: [{ partition: number; offset: number }];
    };
    expect(receipt).toMatchObject({
      status: 'confirmed',
      actor: 'gateway.test',
      ticket: 'T-1',
      races: [],
    });
    expect((await at.ask(`/commands/${receipt.commandId}`)).body).toEqual(receipt);
    const [{ partition, offset }] = receipt.appended;
    const record = (await at.ask(`/records/${partition}/${offset}`)).body as {
      headers: { name: string; value: { text: string } }[];
    };
    const authType = record.headers.find(({ name }) => name === 'ce_authtype');
    expect(authType?.value.text).toBe('gateway_claim');
  });

  it('answers a refused command with the rule, by the state 409 and by its content 422', async () => {
    expectFault(await post(command()), 409, 'already_held');
    expectFault(await post(command({ data: { userId, roleId: 'none' } })), 409, 'role_not_found');
    expectFault(await post(command({ reason: ' ' })), 422, 'reason_required');
    expectFault(await post(command({ actor: '' })), 422, 'actor_required');
    expectFault(await post(command({ type: 'DropTable' })), 400, 'bad_request');
    expectFault(await post([]), 400, 'bad_request');
  });

  it('answers a command id of another body with 409', async () => {
    const commandId = '22222222-0000-4000-8000-000000000000';
    const unassign = command({ commandId, type: 'UnassignRoleFromUser' });
    expect((await post(unassign)).status).toBe(200);
    expect((await post(unassign)).status).toBe(200);
    expectFault(await post({ ...unassign, reason: 'another' }), 409, 'command_id_reused');
  });

  it('notes nothing unexpected in all of this', () => {
    expect(at.notes).toEqual([]);
  });
});

describe('a gateway without leave to command', () => {
  let at: SourceHost;
  beforeAll(async () => {
    at = await openSourceHost({ allowCommands: false });
  });
  afterAll(() => at.close());

  it('answers a command with 403', async () => {
    const answer = await at.ask('/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'AssignRoleToUser',
        data: { userId: 'u', roleId: 'r' },
        actor: 'a',
        reason: 'b',
      }),
    });
    expect(answer).toMatchObject({
      status: faultStatus.commands_off,
      body: { code: 'commands_off' },
    });
  });
});

function proceduresOfGateway() {
  const topics = Object.values({ ...gatewayQuestions, ...gatewayOrders });
  return topics
    .flatMap((topic) => Object.values(topic))
    .flatMap((procedure) => {
      if (!isContractProcedure(procedure)) return [];
      const { route, outputSchema } = procedure['~orpc'];
      return [
        { path: String(route.path), method: String(route.method), output: outputSchema as ZodType },
      ];
    });
}

function outputSchemaOf(path: string): ZodType {
  const found = proceduresOfGateway().find((one) => one.path === path && one.method === 'GET');
  if (!found) throw new Error(`The contract has no GET ${path}.`);
  return found.output;
}
