import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../../src/main/codec/encode-event.ts';
import { getRole } from '../../../src/main/queries/get-role.ts';
import { getUser } from '../../../src/main/queries/get-user.ts';
import { listRoles } from '../../../src/main/queries/list-roles.ts';
import { listUsers } from '../../../src/main/queries/list-users.ts';
import { roleHolders } from '../../../src/main/queries/role-holders.ts';
import { summary } from '../../../src/main/queries/summary.ts';
import { openReader } from '../../../src/main/store/read/open-reader.ts';
import { readAhead } from '../../../src/main/store/read/read-ahead.ts';
import type { Reader } from '../../../src/main/store/read/snapshot.ts';
import { FaultError } from '../../../src/shared/contract/fault.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import { arbitraryEnvelope, arbitraryEvent } from '../../support/arbitrary-event.ts';
import { ingestedLog } from '../../support/ingested-log.ts';
import { firstDay } from '../../support/test-log.ts';

const users = ['u-1', 'u-2', 'ä/Ω', '__proto__'];
const roles = ['r-1', 'r-2', 'constructor'];

// Of most subjects all records stand in one partition; what strays makes a split one of some.
const arbitraryLog = fc
  .array(
    fc.record({
      event: arbitraryEvent,
      envelope: arbitraryEnvelope,
      strays: fc.integer({ min: 0, max: 29 }).map((drawn) => drawn === 0),
    }),
    { minLength: 2, maxLength: 80 },
  )
  .map((drawn) => {
    const next = [0, 0];
    return drawn.map(({ event, envelope, strays }, index): LogRecord => {
      const id = 'userId' in event.data ? event.data.userId : event.data.roleId;
      const home = ['u-2', 'ä/Ω', 'r-2'].includes(id) ? 1 : 0;
      const partition = strays ? 1 - home : home;
      return {
        ...{ partition, offset: offset((next[partition] as number)++) },
        ...{ timestamp: firstDay + 1000 * index, timestampType: 'create' },
        ...encodeEvent(event, { ...envelope, id: `e-${index}`, source: 'test' }),
      };
    });
  });

/** What an answer says, or which fault it is. */
function told(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault.code;
    throw thrown;
  }
}

function everythingAt(reader: Reader, at: string): unknown[] {
  return [
    ...users.map((userId) => told(() => getUser(reader, { at, userId }))),
    ...roles.map((roleId) => told(() => getRole(reader, { at, roleId }))),
    ...roles.map((roleId) => told(() => roleHolders(reader, { at, roleId, limit: 100 }))),
    ...roles.map((role) => told(() => listUsers(reader, { at, role, limit: 100 }))),
    told(() => listUsers(reader, { at, limit: 100 })),
    told(() => listUsers(reader, { at, search: 'a', limit: 100 })),
    told(() => listRoles(reader, { at })),
    told(() => summary(reader, { at })),
  ];
}

describe('what a reader keeps in memory', () => {
  it('answers as the tables do, at any moment, also of what was read since', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLog,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (all, at) => {
          const first = Math.floor(at * all.length);
          const log = await ingestedLog(all.slice(0, first), 2);
          try {
            await readAhead(log.reader).whole;
            await log.add(all.slice(first));
            for (const { partition, offset: end } of all) {
              // Nothing is in its memory yet: what it is asked first is asked of the tables.
              const fresh = openReader({ file: log.file });
              const moment = `p${partition}:${end}`;
              expect(everythingAt(log.reader, moment)).toEqual(everythingAt(fresh, moment));
              fresh.close();
            }
          } finally {
            await log.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
