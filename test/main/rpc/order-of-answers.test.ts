import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQuestions } from '../../../src/main/rpc/question-router.ts';
import { portServer } from '../../../src/main/rpc/serve-port.ts';
import type { questions } from '../../../src/shared/contract/contract.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { created, roleCreated, testLog } from '../../support/test-log.ts';

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(
    testLog([
      { s: 1, event: created('u-1') },
      { s: 2, event: roleCreated('r-1') },
    ]),
    1,
  );
});
afterAll(() => log.close());

describe('questions of one moment', () => {
  it('are answered in the order in which they are looked at: the person, the table, the rest', async () => {
    const { port1, port2 } = new MessageChannel();
    portServer(openQuestions(log).router, (error) => expect.unreachable(String(error)))(port1, {});
    const client: ContractRouterClient<typeof questions> = createORPCClient(
      new RPCLink({ port: port2 }),
    );
    const answered: string[] = [];
    const note = (name: string) => () => answered.push(name);
    const asked = [
      client.log.summary({ at: 'head' }).then(note('summary')),
      client.roles.list({ at: 'head' }).then(note('roles')),
      client.log.record({ partition: 0, offset: 0 }).then(note('record')),
      client.users.list({ at: 'head', limit: 10 }).then(note('table')),
      client.users.get({ at: 'head', userId: 'u-1' }).then(note('person')),
    ];
    // All of them stand in the port before the first is heard.
    port2.start();
    await Promise.all(asked);
    expect(answered.slice(0, 2)).toEqual(['person', 'table']);
    expect(answered.slice(2).sort()).toEqual(['record', 'roles', 'summary']);
    port2.close();
  });
});
