import { createHash } from 'node:crypto';
import type { Bulk, BulkCard } from '../../shared/contract/bulks.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { BulkWish, StoredBulk, StoredLine } from '../store/desk/bulk-rows.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import { type BulkLineState, bulkCard, bulkLine } from './bulk-answer.ts';
import { bulkCommand } from './bulk-command.ts';
import type { ActorType } from './event-records.ts';
import type { Commands } from './open-commands.ts';
import { isFinal, mayTryAgain } from './receipts.ts';

/** What bulks stand on. `nameOf` gives a user's name now, for people to read. */
export type BulksOptions = {
  readonly desk: Desk;
  readonly commands: Commands;
  readonly now: () => number;
  readonly nameOf: (userId: string) => string | null;
  readonly note: (error: unknown) => void;
};

/** A bulk to start: the id makes starting it again harmless. */
export type BulkStart = BulkWish & { readonly bulkId: string; readonly userIds: readonly string[] };

/** Changes for many users at once: each line a command of its own, one after the other. */
export type Bulks = {
  /** Stores a bulk and runs it; rejects with `bulk_id_reused` where the id stands for another one. */
  start(bulk: BulkStart, actorType: ActorType): Bulk;
  /** A bulk as it stands; rejects with `unknown_bulk`. */
  get(bulkId: string): Bulk;
  list(): BulkCard[];
  /** Stops after the line under way. */
  stop(bulkId: string): Bulk;
  /** Runs the lines again that have had no effect. */
  resume(bulkId: string, actorType: ActorType): Bulk;
  close(): Promise<void>;
};

type Running = {
  isStopping: boolean;
  current: string | null;
  /** When lines ended, ms since 1970. */
  readonly ended: number[];
  done: Promise<unknown> | null;
};
type Walk = { readonly state: Running; readonly actorType: ActorType };

const rateWindowMs = 5_000;

/** Opens the bulks of a workspace. What an earlier run left unfinished waits until somebody runs it again. */
export function openBulks(options: BulksOptions): Bulks {
  const { desk } = options;
  const running = new Map<string, Running>();
  const knownEnds = openKnownEnds(options);
  const cardOf = (bulk: StoredBulk, lines = desk.bulks.lines(bulk.bulkId)): BulkCard => {
    const state = running.get(bulk.bulkId);
    const rate = state ? rateOf(state, options.now()) : 0;
    const states = lines.map((line) => knownEnds.stateOf(line, state));
    return bulkCard(bulk, states, { isRunning: state !== undefined, rate });
  };
  const answer = (bulk: StoredBulk): Bulk => {
    const lines = desk.bulks.lines(bulk.bulkId);
    const state = running.get(bulk.bulkId);
    return {
      ...cardOf(bulk, lines),
      lines: lines.map((line) =>
        bulkLine(line, knownEnds.nameOf(line.userId), knownEnds.stateOf(line, state)),
      ),
    };
  };
  const run = (bulk: StoredBulk, actorType: ActorType): Bulk => {
    if (!running.has(bulk.bulkId)) {
      desk.bulks.mark(bulk.bulkId, false);
      const state: Running = { isStopping: false, current: null, ended: [], done: null };
      running.set(bulk.bulkId, state);
      state.done = runLines(options, bulk, { state, actorType })
        .catch(options.note)
        .finally(() => running.delete(bulk.bulkId));
    }
    return answer(bulk);
  };
  return {
    start: (wish, actorType) => run(added(options, wish), actorType),
    get: (bulkId) => answer(found(desk, bulkId)),
    list: () => desk.bulks.list().map((bulk) => cardOf(bulk)),
    stop: (bulkId) => {
      const bulk = found(desk, bulkId);
      const state = running.get(bulkId);
      if (state) state.isStopping = true;
      desk.bulks.mark(bulkId, true);
      return answer(bulk);
    },
    resume: (bulkId, actorType) => {
      const bulk = found(desk, bulkId);
      if (!running.has(bulkId)) renewRefused(options, bulkId);
      return run(bulk, actorType);
    },
    close: async () => {
      const all = [...running.values()];
      for (const state of all) state.isStopping = true;
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

/** Lines that ended in the last seconds, by the second. */
function rateOf({ ended }: Running, now: number): number {
  const recent = ended.filter((at) => at > now - rateWindowMs).length;
  return recent / (rateWindowMs / 1000);
}

/** What is asked of each line at each look: ends that are known for good, and names, are kept. */
function openKnownEnds({ commands, nameOf }: BulksOptions) {
  const ends = new Map<string, BulkLineState>();
  const names = new Map<string, string | null>();
  return {
    nameOf: (userId: string): string | null => {
      const known = names.get(userId);
      const name = known === undefined ? nameOf(userId) : known;
      names.set(userId, name);
      return name;
    },
    stateOf: ({ commandId }: StoredLine, running: Running | undefined): BulkLineState => {
      const known = ends.get(commandId);
      if (known) return known;
      const receipt = commands.find(commandId);
      const state = { isRunning: running?.current === commandId, receipt };
      if (receipt && isFinal(receipt) && !mayTryAgain(receipt)) ends.set(commandId, state);
      return state;
    },
  };
}

async function runLines(
  options: BulksOptions,
  bulk: StoredBulk,
  { state, actorType }: Walk,
): Promise<void> {
  const { commands, desk, now } = options;
  for (const line of desk.bulks.lines(bulk.bulkId)) {
    if (state.isStopping) return;
    const known = commands.find(line.commandId);
    if (known && isFinal(known) && !mayTryAgain(known)) continue;
    state.current = line.commandId;
    const refusal = await commands
      .issue(bulkCommand(bulk, line), actorType)
      .then(() => null, faultOf);
    state.ended.push(now());
    // What stands in the way of every line stops the bulk: the rest would only fail as well.
    if (refusal && stoppers.has(refusal.fault.code)) {
      desk.bulks.mark(bulk.bulkId, true);
      return;
    }
  }
  state.current = null;
}

const stoppers: ReadonlySet<string> = new Set([
  'commands_off',
  'catching_up',
  'log_out_of_reach',
  'access_denied',
  'ticket_mismatch',
  'reason_required',
  'actor_required',
  'store_unavailable',
]);

function faultOf(error: unknown): FaultError {
  if (error instanceof FaultError) return error;
  throw error;
}

function added({ desk, now }: BulksOptions, wish: BulkStart): StoredBulk {
  const { bulkId, userIds, ...asked } = wish;
  const users = [...new Set(userIds)];
  const known = desk.bulks.find(bulkId);
  if (known) {
    const { change, actor, reason, ticket, basis } = known;
    const lines = desk.bulks.lines(bulkId).map(({ userId }) => userId);
    const isSame =
      sameJson({ change, actor, reason, ticket, basis } as Json, asked as Json) &&
      sameJson(lines, users);
    if (isSame) return known;
    const text = 'A bulk with this id but another content was started before. Use a new id.';
    throw new FaultError({ code: 'bulk_id_reused', text });
  }
  const bulk = { bulkId, ...asked, isStopped: false, startedAt: now() };
  const lines = users.map((userId, n) => ({ n, userId, commandId: lineId(bulkId, userId, '') }));
  desk.bulks.add(bulk, lines);
  return bulk;
}

/** A line refused by a rule gets another command: the state may have changed, and nothing was written under the old one. */
function renewRefused({ desk, commands }: BulksOptions, bulkId: string): void {
  for (const line of desk.bulks.lines(bulkId)) {
    const receipt = commands.find(line.commandId);
    if (receipt?.status !== 'refused' || mayTryAgain(receipt)) continue;
    const commandId = lineId(bulkId, line.userId, line.commandId);
    desk.bulks.replace(bulkId, { ...line, commandId });
  }
}

/** A UUID (version 8) made of the bulk, the user and the id before: the same bulk gives the same ids everywhere. */
function lineId(bulkId: string, userId: string, before: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([bulkId, userId, before]))
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

function found(desk: Desk, bulkId: string): StoredBulk {
  const bulk = desk.bulks.find(bulkId);
  if (bulk) return bulk;
  const text = `No bulk ${bulkId} was started from this workspace.`;
  throw new FaultError({ code: 'unknown_bulk', text });
}
