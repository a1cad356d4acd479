import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandsOptions } from '../../src/main/commands/commands-options.ts';
import { type Commands, openCommands } from '../../src/main/commands/open-commands.ts';
import { readModelGround } from '../../src/main/commands/read-model-ground.ts';
import { createIngest } from '../../src/main/ingest/ingest.ts';
import { openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { resolvePosition } from '../../src/main/queries/resolve-position.ts';
import { type Desk, openDesk } from '../../src/main/store/desk/open-desk.ts';
import { openReader } from '../../src/main/store/read/open-reader.ts';
import type { Reader } from '../../src/main/store/read/snapshot.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';
import { type HouseRules, noHouseRules } from '../../src/shared/domain/decision-state.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { bytesOf, cloudEventHeaders, testRecord, wireHeaders } from './cloud-event-record.ts';

/** The moment of every command in these workspaces. */
export const clock = Date.UTC(2026, 4, 1, 12);

/** A workspace of a small local log: ada is active and holds reader; there is a role admin. */
export type CommandWorkspace = {
  readonly log: Log;
  readonly reader: Reader;
  readonly desk: Desk;
  options(parts?: Parts): CommandsOptions;
  commands(parts?: Parts): Commands;
  /** Resolves when everything that stands in the log now was read. */
  readToEnd(): Promise<void>;
  close(): Promise<void>;
};
type Parts = {
  readonly log?: Log;
  readonly desk?: Desk;
  readonly whyOff?: () => string | null;
  readonly answerWithinMs?: number;
  readonly house?: HouseRules;
  readonly now?: () => number;
  readonly heldBack?: () => number;
};

function story(): LogRecord[] {
  const event = (place: readonly [number, number], type: string, data: object) =>
    testRecord({
      partition: place[0],
      offset: place[1] as LogRecord['offset'],
      timestamp: clock - 86_400_000,
      key: bytesOf(Object.values(data)[0] as string),
      value: bytesOf(JSON.stringify(data)),
      headers: wireHeaders(cloudEventHeaders(type, { ce_id: `seed-${place.join('-')}` })),
    });
  return [
    event([0, 0], 'RoleCreatedEvent', { roleId: 'reader', name: 'reader', permissions: [] }),
    event([0, 1], 'RoleCreatedEvent', {
      roleId: 'admin',
      name: 'admin',
      permissions: ['users:write'],
    }),
    event([1, 0], 'UserCreatedEvent', {
      userId: 'ada',
      username: 'ada',
      email: 'ada@acme.example',
    }),
    event([1, 1], 'RoleAssignedToUserEvent', { userId: 'ada', roleId: 'reader' }),
  ];
}

/** Opens such a workspace in a temporary folder. */
export function openCommandWorkspace(): CommandWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-commands-'));
  const log = openLocalLog({
    file: join(folder, 'log.db'),
    topic: 'users',
    kind: 'local',
    partitions: 4,
  });
  const imported = log.importRecords(story());
  if (!imported.ok) throw new Error(imported.error.text);
  const store = openStore({ file: join(folder, 'read.db') });
  const ingest = createIngest({ log, store, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  const running = ingest.run(stop.signal);
  const reader = openReader({ file: join(folder, 'read.db') });
  const desk = openDesk(join(folder, 'desk.db'));
  const ground = readModelGround({
    reader,
    catchUp: async (end, signal) => {
      const reached = await ingest.catchUpTo(end, signal);
      if (!reached.ok) throw new Error(reached.error.text);
    },
    resolve: (snapshot, position) => resolvePosition(snapshot, position).cut,
    heldBack: () => ingest.state().heldBack,
  });
  const opened: Commands[] = [];
  const workspace: CommandWorkspace = {
    log,
    reader,
    desk,
    options: ({ house = noHouseRules, heldBack, ...parts } = {}) => ({
      ...{ log, desk, whyOff: () => null, house: () => house, now: () => clock },
      ground: heldBack ? { ...ground, heldBack } : ground,
      answerWithinMs: 10_000,
      note: (error) => console.error(error),
      ...parts,
    }),
    commands: (parts) => {
      const commands = openCommands(workspace.options(parts));
      opened.push(commands);
      return commands;
    },
    readToEnd: async () => {
      const ends = (await log.bounds()).map((found) => [found.partition, found.lastStable]);
      await ground.catchUp(Object.fromEntries(ends), stop.signal);
    },
    close: async () => {
      for (const commands of opened) await commands.close();
      stop.abort();
      await running;
      for (const open of [reader, desk, store]) open.close();
      await log.close();
      rmSync(folder, { recursive: true });
    },
  };
  return workspace;
}
