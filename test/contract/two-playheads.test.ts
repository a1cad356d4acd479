import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeRecord } from '../../src/main/codec/decode-record.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import { getUser } from '../../src/main/queries/get-user.ts';
import type { Receipt } from '../../src/shared/contract/commands.ts';
import { decide } from '../../src/shared/domain/decide.ts';
import { noHouseRules, unseen } from '../../src/shared/domain/decision-state.ts';
import { isRoleEvent } from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../src/shared/domain/role-state.ts';
import type { UserState } from '../../src/shared/domain/user-state.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { type KafkaWorkspace, openKafkaWorkspace } from '../support/kafka-workspace.ts';
import { readToEnd, recordsOf } from '../support/log-harness.ts';
import { created, roleCreated, testLog } from '../support/test-log.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

const each = 30;
const roles = ['r-1', 'r-2', 'r-3'];
const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1_000_000);

describe.skipIf(why)(`two Playheads at one user of a Kafka log${why ? ` (${why})` : ''}`, () => {
  let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
  let topic: string;
  let playheads: KafkaWorkspace[] = [];
  let receipts: Receipt[] = [];
  let records: LogRecord[] = [];

  beforeAll(async () => {
    borrowed = await borrowBroker();
    const { connection } = borrowed;
    topic = await freshTopic(connection, 3);
    const loader = openKafkaLoader(connection, topic);
    const people = [{ p: 1, s: 1, event: created('ada') }];
    await loader.load(
      testLog([...people, ...roles.map((role) => ({ p: 2, s: 2, event: roleCreated(role) }))]),
    );
    await loader.close();
    playheads = [openKafkaWorkspace(connection, topic), openKafkaWorkspace(connection, topic)];
    await Promise.all(playheads.map(({ readToEnd }) => readToEnd()));
    const issued = await Promise.all(playheads.map((one, at) => issueMany(one, seed + at)));
    receipts = issued.flat();
    await Promise.all(playheads.map(({ readToEnd }) => readToEnd()));
    const log = openKafkaLog({ connection, topic });
    records = recordsOf(await readToEnd(log));
    await log.close();
  }, 180_000);
  afterAll(async () => {
    await Promise.all(playheads.map((one) => one.close()));
    await borrowed?.release();
  });

  it(`gives every command a final and true receipt (${each} commands each, seed ${seed})`, () => {
    const written = writtenBy(records);
    for (const { commandId, status, appended } of receipts) {
      const places = (written.get(commandId) ?? []).map(({ partition, offset }) => [
        partition,
        offset,
      ]);
      const told = appended.map(({ partition, offset }) => [partition, offset]);
      expect(['confirmed', 'refused']).toContain(status);
      expect(places).toEqual(told);
      expect(places).toHaveLength(status === 'confirmed' ? 1 : 0);
    }
    const ids = new Set(receipts.map(({ commandId }) => commandId));
    expect(ids.size).toBe(2 * each);
    expect([...written.keys()].every((commandId) => ids.has(commandId))).toBe(true);
    const tally = Map.groupBy(receipts, ({ status, refusal }) => refusal?.code ?? status);
    const outcomes = [...tally].map(([name, found]) => `${found.length} ${name}`).join(', ');
    const lost = playheads.map((one) => one.lostTurns());
    console.info(`Two Playheads: ${outcomes}; ${lost.join(' and ')} turns lost.`);
    expect(tally.get('confirmed')?.length ?? 0).toBeGreaterThan(10);
  });

  it('writes a log that breaks no rule: each change was still right where it came to stand', () => {
    let user: UserState | null = null;
    const known = new Map<string, RoleState>();
    // Roles stand in a partition of their own and are older than every change.
    for (const record of records.toSorted((a, b) => b.partition - a.partition)) {
      const decoded = decodeRecord(record);
      if (decoded.kind !== 'event') throw new Error(`p${record.partition}:${record.offset}`);
      const { event } = decoded;
      if (isRoleEvent(event)) {
        const { roleId } = event.data;
        known.set(roleId, evolveRole(known.get(roleId) ?? null, event, 0).state);
        continue;
      }
      const type = commandTypes[event.type];
      if (type && 'roleId' in event.data) {
        const role = known.get(event.data.roleId) ?? null;
        const command = { commandId: 'x', type, data: event.data, actor: 'x', reason: 'x' };
        const state = { ...unseen, user, role };
        const verdict = decide(state, { ...command, ticket: null }, noHouseRules);
        expect(verdict, `p${record.partition}:${record.offset}`).toMatchObject({ ok: true });
      }
      const after = evolveUser(user, event, record.timestamp);
      expect(after.anomalies).toEqual([]);
      user = after.state;
    }
    for (const { reader } of playheads) {
      expect(getUser(reader, { at: 'head', userId: 'ada' }).user.roles).toEqual(user?.roles);
    }
  });
});

const commandTypes: Readonly<Record<string, 'AssignRoleToUser' | 'UnassignRoleFromUser'>> = {
  RoleAssignedToUserEvent: 'AssignRoleToUser',
  RoleUnassignedFromUserEvent: 'UnassignRoleFromUser',
};

/** Issues commands one after the other, as one person would; resolves with their receipts. */
async function issueMany({ commands }: KafkaWorkspace, ownSeed: number): Promise<Receipt[]> {
  const random = new SeededRandom(ownSeed);
  const ids = Array.from({ length: each }, () => randomUUID());
  for (const commandId of ids) {
    const type = random.pick(['AssignRoleToUser', 'UnassignRoleFromUser'] as const);
    const data = { userId: 'ada', roleId: random.pick(roles) };
    const command = { commandId, type, data, actor: `desk ${ownSeed}`, reason: 'a busy day' };
    // A refusal is told as a fault; its receipt is kept.
    await commands.issue(command, 'os_user').catch(() => undefined);
  }
  return ids.map((commandId) => commands.get(commandId));
}

/** The records of the log by the command that wrote them. */
function writtenBy(records: readonly LogRecord[]): Map<string, LogRecord[]> {
  const written = new Map<string, LogRecord[]>();
  for (const record of records) {
    const decoded = decodeRecord(record);
    const commandId = decoded.kind === 'event' ? decoded.envelope.causationId : null;
    if (commandId) written.set(commandId, [...(written.get(commandId) ?? []), record]);
  }
  return written;
}
