import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Commands, openCommands } from '../../src/main/commands/open-commands.ts';
import { readModelGround } from '../../src/main/commands/read-model-ground.ts';
import { createIngest } from '../../src/main/ingest/ingest.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { resolvePosition } from '../../src/main/queries/resolve-position.ts';
import { openDesk } from '../../src/main/store/desk/open-desk.ts';
import { openReader } from '../../src/main/store/read/open-reader.ts';
import type { Reader } from '../../src/main/store/read/snapshot.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';
import { type HouseRules, noHouseRules } from '../../src/shared/domain/decision-state.ts';

/** A Playhead of its own on a topic, without windows: it reads, decides and writes. */
export type KafkaWorkspace = {
  readonly commands: Commands;
  readonly reader: Reader;
  /** How often somebody else took the turn to write before something was written. */
  lostTurns(): number;
  /** Resolves when everything that stands in the topic now was read. */
  readToEnd(): Promise<void>;
  close(): Promise<void>;
};

/** Where it lives, in a temporary folder unless one is named, and how its log is changed for a test. */
type Place = {
  readonly folder?: string;
  readonly house?: HouseRules;
  readonly through?: (log: Log) => Log;
};

/** Opens such a workspace; a named folder is kept when it closes. */
export function openKafkaWorkspace(
  connection: KafkaConnection,
  topic: string,
  { folder: named, house = noHouseRules, through = (log) => log }: Place = {},
): KafkaWorkspace {
  const folder = named ?? mkdtempSync(join(tmpdir(), 'playhead-kafka-desk-'));
  const readFile = join(folder, 'read.db');
  const { log, lostTurns } = countLostTurns(through(openKafkaLog({ connection, topic })));
  const store = openStore({ file: readFile });
  const ingest = createIngest({ log, store, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  const running = ingest.run(stop.signal);
  const reader = openReader({ file: readFile });
  const desk = openDesk(join(folder, 'desk.db'));
  const catchUp: Parameters<typeof readModelGround>[0]['catchUp'] = async (end, signal) => {
    const reached = await ingest.catchUpTo(end, signal);
    if (!reached.ok) throw new Error(reached.error.text);
  };
  const ground = readModelGround({
    reader,
    catchUp,
    resolve: (snapshot, position) => resolvePosition(snapshot, position).cut,
    heldBack: () => ingest.state().heldBack,
  });
  const rules = { whyOff: () => null, house: () => house, now: Date.now };
  const commands = openCommands({
    ...{ log, ground, desk, ...rules, answerWithinMs: 60_000 },
    note: (error) => console.error(error),
  });
  return {
    commands,
    reader,
    lostTurns,
    readToEnd: async () => {
      const ends = (await log.bounds()).map((found) => [found.partition, found.lastStable]);
      await catchUp(Object.fromEntries(ends), stop.signal);
    },
    close: async () => {
      await commands.close();
      stop.abort();
      await running;
      for (const open of [reader, desk, store]) open.close();
      await log.close();
      if (!named) rmSync(folder, { recursive: true });
    },
  };
}

/** The same log, with an eye on its turns. */
function countLostTurns(log: Log): { log: Log; lostTurns(): number } {
  let lost = 0;
  const note = <Outcome extends { ok: boolean; error?: { code: string } }>(outcome: Outcome) => {
    if (outcome.error?.code === 'lost_turn') lost++;
    return outcome;
  };
  const beginWrite: Log['beginWrite'] = async (...wish) => {
    const turn = await log.beginWrite(...wish);
    if (!note(turn).ok) return turn;
    const { value } = turn as Extract<typeof turn, { ok: true }>;
    return {
      ok: true,
      value: {
        ...value,
        append: async (records, before) => note(await value.append(records, before)),
      },
    };
  };
  return { log: { ...log, beginWrite }, lostTurns: () => lost };
}
