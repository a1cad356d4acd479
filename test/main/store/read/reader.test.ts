import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { generateSample } from '../../../../src/main/log/sample/generate-sample.ts';
import { SeededRandom } from '../../../../src/main/log/sample/seeded-random.ts';
import { density } from '../../../../src/main/queries/density.ts';
import { getUser } from '../../../../src/main/queries/get-user.ts';
import { listProblems } from '../../../../src/main/queries/list-problems.ts';
import { listRoles } from '../../../../src/main/queries/list-roles.ts';
import { listUsers } from '../../../../src/main/queries/list-users.ts';
import { roleHolders } from '../../../../src/main/queries/role-holders.ts';
import { userHistory } from '../../../../src/main/queries/user-history.ts';
import { readSomeColumns } from '../../../../src/main/store/read/event-columns.ts';
import { type Loader, loadBeside } from '../../../../src/main/store/read/load-beside.ts';
import { openReader } from '../../../../src/main/store/read/open-reader.ts';
import { readAhead } from '../../../../src/main/store/read/read-ahead.ts';
import { readSomeTexts } from '../../../../src/main/store/read/read-user-texts.ts';
import type { Reader } from '../../../../src/main/store/read/snapshot.ts';
import { FaultError } from '../../../../src/shared/contract/fault.ts';
import { formatPlace } from '../../../../src/shared/log/position.ts';
import { type IngestedLog, ingestedLog } from '../../../support/ingested-log.ts';

const seed = 4;
const records = generateSample({ end: Date.UTC(2026, 2, 1) });

const loaderUrl = new URL('../../../../src/main/workers/loader.ts', import.meta.url);
const nowhere = new URL('./none.ts', import.meta.url);
const onFailure = vi.fn<(error: Error) => void>();

let log: IngestedLog;
beforeEach(async () => {
  log = await ingestedLog(records.slice(0, 4000));
});
afterEach(() => log.close());

describe('a reader', () => {
  it('reads and nothing else', () => {
    const ask = (sql: string) => log.reader.withSnapshot((snapshot) => snapshot.all(sql));
    expect(() => ask("DELETE FROM meta WHERE key = 'identity'")).toThrow(/Not a question/);
    expect(() => ask("INSERT INTO meta VALUES ('a', 'b') RETURNING key")).toThrow(/Not a question/);
    expect(ask('SELECT count(*) AS n FROM meta')).toMatchObject([{ n: expect.any(Number) }]);
  });

  it('keeps one moment for a whole question, and lets none be asked outside', () => {
    let kept: Parameters<Parameters<typeof log.reader.withSnapshot>[0]>[0] | undefined;
    log.reader.withSnapshot((snapshot) => {
      kept = snapshot;
      expect(() => log.reader.withSnapshot(() => 0)).toThrow(/inside another/);
    });
    expect(() => kept?.all('SELECT 1')).toThrow(/outside a snapshot/);
  });

  it('has its columns and what users are searched in from another thread, all of it', async () => {
    const loader = { file: log.file, loaderUrl, worthwhile: 0, onFailure };
    await loadBeside(log.reader, loader).ended;
    log.reader.withSnapshot((snapshot) => {
      const fail = () => expect.fail('A row was read here.');
      const withoutRows = { ...snapshot, tuples: fail, walk: fail };
      expect(readSomeColumns(withoutRows, 1)).toBe(true);
      expect(readSomeTexts(withoutRows)).toBe(true);
    });
  });

  it.each<[string, ((file: string) => Loader) | undefined]>([
    ['in its own thread', undefined],
    ['with another', (file) => ({ file, loaderUrl, worthwhile: 0, onFailure })],
    ['with another that fails', (file) => ({ file, loaderUrl: nowhere, worthwhile: 0, onFailure })],
  ])(
    `that read ahead %s goes on from there like one opened anew (seed ${seed})`,
    async (where, loader) => {
      onFailure.mockClear();
      const random = new SeededRandom(seed);
      let from = 4000;
      await readAhead(log.reader, loader?.(log.file)).whole;
      expect(onFailure).toHaveBeenCalledTimes(where.endsWith('fails') ? 1 : 0);
      for (const size of [1, 2, 40, 700, 1, 6000, 3, 900, records.length]) {
        const more = records.slice(from, from + size);
        await log.add(more);
        from += more.length;
        const fresh = openReader({ file: log.file });
        const { partition, offset } = random.pick(records.slice(0, from));
        // Of single users first: the new one has only begun to read.
        const some = [1, 2, 3].map(() => random.pick(records.slice(0, from)));
        for (const { key, partition, offset } of [...some, ...more.slice(-2)]) {
          const userId = key?.toString() ?? '';
          for (const at of ['head', formatPlace(partition, offset)]) {
            expect(aboutUser(log.reader, { at, userId })).toEqual(aboutUser(fresh, { at, userId }));
          }
        }
        for (const at of ['head', formatPlace(partition, offset)]) {
          const page = { at, limit: 1000 };
          expect(listUsers(log.reader, page)).toEqual(listUsers(fresh, page));
          for (const search of ['an', 'á']) {
            const named = { ...page, search };
            expect(listUsers(log.reader, named)).toEqual(listUsers(fresh, named));
          }
          expect(listProblems(log.reader, page)).toEqual(listProblems(fresh, page));
          const { roles } = listRoles(fresh, { at });
          expect(listRoles(log.reader, { at }).roles).toEqual(roles);
          const ofRole = { ...page, roleId: random.pick(roles).roleId };
          expect(roleHolders(log.reader, ofRole)).toEqual(roleHolders(fresh, ofRole));
          const whole = { at, buckets: 90 };
          expect(density(log.reader, whole)).toEqual(density(fresh, whole));
        }
        fresh.close();
      }
      expect(from).toBe(records.length);
    },
  );
});

/** A user and the last of what happened to them; nobody where no user has the id there. */
function aboutUser(reader: Reader, ask: { readonly at: string; readonly userId: string }) {
  try {
    const list = { limit: 20, later: 0, quarantined: 'false', brief: 'true' } as const;
    return [getUser(reader, ask), userHistory(reader, { ...ask, ...list })];
  } catch (thrown) {
    if (thrown instanceof FaultError && thrown.fault.code === 'unknown_user') return 'nobody';
    throw thrown;
  }
}
