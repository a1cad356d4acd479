import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { generateSample } from '../../src/main/log/sample/generate-sample.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import { userAnswer } from '../../src/main/queries/user-answer.ts';
import type { CutAnswer } from '../../src/shared/contract/answer.ts';
import type { Receipt } from '../../src/shared/contract/commands.ts';
import type { Entry } from '../../src/shared/contract/entries.ts';
import type { StatusAnswer } from '../../src/shared/contract/log.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import { isBelow } from '../../src/shared/log/cut.ts';
import { partitionOfKey } from '../../src/shared/log/murmur2.ts';
import { formatPlace } from '../../src/shared/log/position.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { type KcatRecord, kcat, whyNoKcat } from '../support/kcat.ts';
import { bytes, seedRecord } from '../support/log-harness.ts';
import { ReferenceFold, type ReferenceTick } from '../support/reference-fold.ts';
import { type ServedLog, serveLog } from '../support/served-log.ts';
import { openTestProducer } from '../support/transactional-seed.ts';

const why = await whyNoBroker();
const whyNotKcat = await whyNoKcat();
for (const reason of [why, whyNotKcat]) if (reason) console.warn(reason);

const partitions = 50;
const pairs = 200;
const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1_000_000);
const records = generateSample({ end: Date.UTC(2026, 2, 1), partitions });

type UserBody = { user: UserAnswer; cut: CutAnswer; exactness: unknown[] };
type HistoryBody = { entries: Entry[]; total: number };

describe.skipIf(why)(`the main job on Kafka${why ? ` (${why})` : ''}`, { timeout: 120_000 }, () => {
  let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
  let topic: string;
  let folder: string;
  const running = new Set<ServedLog>();
  /** The one that may command, and the one that only looks. */
  let desk: ServedLog;
  let onlooker: ServedLog;

  const serve = async (workspace: string, allowCommands = false) => {
    const log = `kafka://${borrowed.connection.brokers.join(',')}/${topic}`;
    const served = await serveLog({ log, workspace: join(folder, workspace), allowCommands });
    running.add(served);
    return served;
  };
  const stop = async (served: ServedLog) => {
    running.delete(served);
    expect(await served.stop()).toBe(0);
  };
  const tokenOf = async (served: ServedLog, at = 'head') =>
    (await served.ask<{ cut: CutAnswer }>(`/cut?at=${encodeURIComponent(at)}`)).body.cut.token;
  const userOf = (served: ServedLog, userId: string, at = 'head') =>
    served.ask<UserBody>(`/users/${encodeURIComponent(userId)}?at=${encodeURIComponent(at)}`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-main-job-'));
    borrowed = await borrowBroker();
    topic = await freshTopic(borrowed.connection, partitions);
    const loader = openKafkaLoader(borrowed.connection, topic);
    await loader.load(records);
    await loader.close();
    [desk, onlooker] = await Promise.all([serve('desk', true), serve('onlooker')]);
    await Promise.all([desk.caughtUp(), onlooker.caughtUp()]);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([...running].map((served) => served.stop()));
    await borrowed?.release();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads the topic to its end, and its counts add up to the offsets read', async () => {
    const status = await desk.caughtUp();
    expect(status).toMatchObject({ percent: 100, paused: null, heldBack: 0 });
    expect(Object.keys(status.partitions)).toHaveLength(partitions);
    expect(offsetsRead(status)).toBe(records.length);
    expect(offsetsCounted(status)).toBe(records.length);
  });

  it(`answers ${pairs} random pairs of user and position as a fold from scratch does, and again by token (seed ${seed})`, async () => {
    const random = new SeededRandom(seed);
    const reference = new ReferenceFold(records);
    const userIds = [...new Set(reference.ticks.map(subjectOf))].filter((id) => id !== null);
    let known = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const userId = random.pick(userIds);
      const { at, count } = randomPosition(reference, random);
      const cut = reference.cutOfTicks(count);
      const { users } = reference.stateOf(
        (tick) => subjectOf(tick) === userId && isBelow(cut, tick.partition, tick.offset),
      );
      const expected = users.get(userId);
      const answer = await userOf(desk, userId, at);
      if (!expected) {
        expect(answer, `${userId} at ${at}`).toMatchObject({ status: 404 });
        continue;
      }
      known++;
      expect(answer.body.user, `${userId} at ${at}`).toEqual(userAnswer(expected));
      expect(answer.body.cut.partitions).toMatchObject(cut);
      const again = await userOf(desk, userId, answer.body.cut.token);
      expect(again, `${userId} at ${at} by token`).toEqual(answer);
    }
    expect(known).toBeGreaterThan(pairs / 4);
  });

  it('gives equal tokens at head in two workspaces, also where partitions end in transaction markers', async () => {
    const [before, same] = await Promise.all([tokenOf(desk), tokenOf(onlooker)]);
    expect(same).toBe(before);
    const producer = await openTestProducer(borrowed.connection, topic, randomUUID());
    await producer.send(3, [seedRecord(3, 'committed')]);
    await producer.end(true);
    await producer.send(4, [seedRecord(4, 'aborted')]);
    await producer.send(5, [seedRecord(5, 'aborted too')]);
    await producer.end(false);
    await producer.close();
    const markers = (status: StatusAnswer) => status.counts.control === 3;
    const [status] = await Promise.all([desk.caughtUp(markers), onlooker.caughtUp(markers)]);
    expect(status.counts).toMatchObject({ control: 3, aborted: 2 });
    expect(offsetsRead(status)).toBe(records.length + 6);
    expect(offsetsCounted(status)).toBe(records.length + 6);
    const late = await serve('late');
    await late.caughtUp(markers);
    const head = await tokenOf(desk);
    expect(head).not.toBe(before);
    expect(await tokenOf(onlooker)).toBe(head);
    expect(await tokenOf(late)).toBe(head);
    expect(await tokenOf(late, before)).toBe(before);
    // Neither a marker nor an aborted record is part of a cut.
    const { body } = await late.ask<{ cut: CutAnswer }>('/cut');
    for (const p of [4, 5]) {
      expect(body.cut.partitions[p]).toBe(records.filter((r) => r.partition === p).length);
    }
    await stop(late);
  });

  describe('a role change', () => {
    let userId: string;
    let receipt: Receipt;
    const wish = () => ({
      commandId,
      type: 'AssignRoleToUser',
      data: { userId, roleId: 'auditor' },
      actor: 'k.tester',
      reason: 'quarterly audit',
      ticket: 'AUD-7',
    });
    const commandId = randomUUID();

    beforeAll(async () => {
      const { body } = await desk.ask<{ users: UserAnswer[] }>('/users?status=active&limit=50');
      userId = body.users.find(({ roles }) => !roles.includes('auditor'))?.userId ?? '';
    });

    it('is refused with 403 where commands were not allowed', async () => {
      const answer = await onlooker.post(wish());
      expect(answer).toMatchObject({ status: 403, body: { code: 'commands_off' } });
    });

    it('goes through Kafka, comes back confirmed with its place, and stands in the history', async () => {
      const answer = await desk.post<Receipt>(wish());
      expect(answer).toMatchObject({ status: 200, body: { status: 'confirmed', races: [] } });
      receipt = answer.body;
      const [place] = receipt.appended;
      expect(receipt.appended).toHaveLength(1);
      expect(place?.partition).toBe(partitionOfKey(bytes(userId), partitions));
      expect((await userOf(desk, userId)).body.user.roles).toContain('auditor');
      const { body } = await desk.ask<HistoryBody>(`/users/${userId}/history?limit=1`);
      expect(body.entries[0]).toMatchObject({ ...place, type: 'RoleAssignedToUserEvent' });
      expect(body.entries[0]).toMatchObject({ actor: 'k.tester', reason: 'quarterly audit' });
      expect(body.entries[0]).toMatchObject({ ticket: 'AUD-7', outcome: 'folded' });
      await expect
        .poll(async () => (await userOf(onlooker, userId)).body.user.roles, { timeout: 20_000 })
        .toContain('auditor');
    });

    it('has one effect however often it is sent', async () => {
      const before = await tokenOf(desk);
      expect(await desk.post(wish())).toEqual({ status: 200, body: receipt });
      const again = await desk.post({ ...wish(), commandId: randomUUID() });
      expect(again).toMatchObject({ status: 409, body: { code: 'already_held' } });
      expect(await tokenOf(desk)).toBe(before);
    });

    it.skipIf(whyNotKcat)(
      `is read by kcat as any other event${whyNotKcat ? ` (${whyNotKcat})` : ''}`,
      async () => {
        const [place] = receipt.appended;
        const { partition = 0, offset = 0 } = place ?? {};
        const from = ['-p', `${partition}`, '-o', `${offset}`, '-c', '1'];
        const out = await kcat(borrowed.connection, ['-C', '-t', topic, ...from, '-e', '-J', '-q']);
        const read = JSON.parse(out) as KcatRecord;
        expect(read).toMatchObject({ topic, partition, offset, key: userId });
        expect(JSON.parse(read.payload)).toEqual({ userId, roleId: 'auditor' });
        expect(headersOf(read)).toMatchObject({
          ce_specversion: '1.0',
          ce_id: `${commandId}.1`,
          ce_type: 'RoleAssignedToUserEvent',
          ce_subject: `user/${userId}`,
          ce_causationid: commandId,
          ce_authid: 'k.tester',
          ce_authtype: 'gateway_claim',
          ce_reason: 'quarterly audit',
          'content-type': 'application/json',
        });
      },
    );

    it.skipIf(whyNotKcat)(
      `lies where the murmur2 of another client puts its key${whyNotKcat ? ` (${whyNotKcat})` : ''}`,
      async () => {
        const scratch = await freshTopic(borrowed.connection, partitions);
        const keys = [userId, ...Array.from({ length: 19 }, () => randomUUID())];
        const lines = keys.map((key) => `${key}|x\n`).join('');
        const partitioner = ['-X', 'topic.partitioner=murmur2'];
        await kcat(borrowed.connection, ['-P', '-t', scratch, '-K', '|', ...partitioner], lines);
        const out = await kcat(borrowed.connection, ['-C', '-t', scratch, '-e', '-J', '-q']);
        const read = out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as KcatRecord);
        expect(read.map(({ key }) => key).sort()).toEqual([...keys].sort());
        for (const { key, partition } of read) {
          expect(partition, key).toBe(partitionOfKey(bytes(key), partitions));
        }
      },
    );
  });

  // The last one: it takes away from the topic what was read.
  it('goes on from its checkpoint after a stop, though the topic no longer holds what was read', async () => {
    const before = { token: await tokenOf(desk), status: await desk.caughtUp() };
    await stop(desk);
    await forgetEverything(borrowed.connection.brokers, topic);
    desk = await serve('desk', true);
    const status = await desk.caughtUp();
    expect(await tokenOf(desk)).toBe(before.token);
    expect(status.counts).toEqual(before.status.counts);
    expect(status.partitions).toEqual(before.status.partitions);
    const { body } = await desk.ask<{ total: number }>('/users?at=2026-01-01T00:00:00Z&limit=1');
    expect(body.total).toBeGreaterThan(300);
    const roleId = 'auditor';
    const holders = await desk.ask<{ holders: { userId: string }[] }>(`/roles/${roleId}/holders`);
    const data = { userId: holders.body.holders[0]?.userId, roleId };
    const back = { type: 'UnassignRoleFromUser', data, actor: 'k.tester', reason: 'audit over' };
    expect(await desk.post(back)).toMatchObject({ status: 200, body: { status: 'confirmed' } });
  });
});

function offsetsRead({ partitions }: StatusAnswer): number {
  return Object.values(partitions).reduce((sum, { start, next }) => sum + next - start, 0);
}

function offsetsCounted({ counts: { anomaly: _, ...classes } }: StatusAnswer): number {
  return Object.values(classes).reduce((sum, count) => sum + count, 0);
}

function subjectOf({ decoded }: ReferenceTick): string | null {
  if (decoded.kind !== 'event' || !('userId' in decoded.event.data)) return null;
  return decoded.event.data.userId;
}

/** A record's place, or the time of a tick. */
function randomPosition({ ticks }: ReferenceFold, random: SeededRandom) {
  let index = random.between(0, ticks.length - 1);
  const tick = ticks[index] as ReferenceTick;
  if (random.chance(0.5)) {
    return { at: formatPlace(tick.partition, tick.offset), count: index + 1 };
  }
  while (ticks[index + 1]?.tau === tick.tau) index++;
  return { at: new Date(tick.tau).toISOString(), count: index + 1 };
}

function headersOf({ headers }: KcatRecord): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: headers.length / 2 }, (_, at) => headers.slice(at * 2, at * 2 + 2)),
  );
}

/** Deletes all records of a topic, as retention does. */
async function forgetEverything(brokers: readonly string[], topic: string): Promise<void> {
  const admin = makeKafka({ brokers }, () => {}).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  const all = ends.map(({ partition, high }) => ({ partition, offset: high }));
  await admin.deleteTopicRecords({ topic, partitions: all });
  await admin.disconnect();
}
