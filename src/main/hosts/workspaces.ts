import { join, resolve } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { ChannelName } from '../../shared/contract/channels.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { Preparing, WorkspaceCard } from '../../shared/contract/workspace.ts';
import {
  formatLogAddress,
  type LogAddress,
  parseLogAddress,
} from '../../shared/log/log-address.ts';
import { titleOf } from '../../shared/log/log-title.ts';
import type { ActorType } from '../commands/event-records.ts';
import {
  beginFolder,
  cardOf,
  folderNameOf,
  listWorkspaceFolders,
  readWorkspaceAbout,
  writeWorkspaceAbout,
} from './workspace-folder.ts';
import { startPair, type WorkerUrls, type WorkspacePair } from './workspace-pair.ts';

/** What a host knows before it opens anything. Paths are absolute. */
export type WorkspacesOptions = {
  readonly urls: WorkerUrls;
  /** Where other workspaces are kept. */
  readonly home: string;
  /** Against what a file's relative path is read. */
  readonly workingFolder: string;
  readonly commandsAllowed: boolean;
  readonly commandsOnForRun: boolean;
  /** Ms since 1970. */
  readonly now: () => number;
  /** A line for the app's log. */
  note(text: string): void;
};

/** The workspaces of a host, of which one is open. */
export type Workspaces = {
  /** Opens a log in its folder; the one before is closed only then. Rejects with FaultError and leaves it open. */
  open(choice: OpenChoice): Promise<WorkspaceCard>;
  current(): WorkspaceCard;
  /** How far the open one is with what takes long before it can answer; null where it answers. */
  preparing(): Preparing | null;
  list(): WorkspaceCard[];
  /** A port to a worker of the open workspace. */
  connect(channel: Exclude<ChannelName, 'host'>, caller: ActorType): MessagePort;
  /** Called after another workspace was opened, before the old one ends. */
  onChange(listener: () => void): void;
  stop(): Promise<void>;
};

/** Which log to open, and in which folder where that is not told by its address. */
export type OpenChoice = {
  readonly address: string;
  readonly reset?: boolean;
  readonly folder?: string;
};

type OpenWorkspace = { readonly folder: string; readonly pair: WorkspacePair };

/** Makes a host's workspaces; none is open yet. */
export function createWorkspaces(options: WorkspacesOptions): Workspaces {
  let open: OpenWorkspace | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const folders = new Set<string>();
  const listeners: (() => void)[] = [];

  const isOpen = (): OpenWorkspace => {
    if (open) return open;
    throw new FaultError({ code: 'workspace_busy', text: 'No workspace is open yet. Try again.' });
  };
  const change = async (choice: OpenChoice): Promise<WorkspaceCard> => {
    const address = addressOf(choice.address, options.workingFolder);
    refuseReset(address, choice);
    const folder =
      choice.folder ?? knownFolder(folders, address) ?? join(options.home, folderNameOf(address));
    refuseOtherLog(folder, formatLogAddress(address));
    const before = open;
    const isSame = before?.folder === folder;
    // A folder has one writer: the same one can only be opened again once it was closed.
    if (before && isSame && !choice.reset) return currentCard(folder);
    if (before && isSame) await before.pair.stop();
    const pair = await startIn(options, { folder, address, reset: choice.reset ?? false }).catch(
      async (error: unknown) => {
        if (before && isSame)
          open = { folder, pair: await startIn(options, { folder, address, reset: false }) };
        throw error;
      },
    );
    folders.add(folder);
    open = { folder, pair };
    for (const listener of listeners) listener();
    if (before && !isSame) await before.pair.stop();
    return currentCard(folder);
  };

  return {
    open: (choice) => {
      const mine = turn.then(() => change(choice));
      turn = mine.catch(() => {});
      return mine;
    },
    current: () => currentCard(isOpen().folder),
    preparing: () => open?.pair.preparing() ?? null,
    list: () => {
      const all = new Set([...folders, ...listWorkspaceFolders(options.home)]);
      const cards = [...all].map((folder) => cardOf(folder, folder === open?.folder));
      return cards
        .filter((card) => card !== null)
        .sort((a, b) => b.openedAt.localeCompare(a.openedAt));
    },
    connect: (channel, caller) => isOpen().pair.connect(channel, caller),
    onChange: (listener) => {
      listeners.push(listener);
    },
    stop: async () => {
      await turn;
      await open?.pair.stop();
    },
  };
}

type Place = { readonly folder: string; readonly address: LogAddress; readonly reset: boolean };

async function startIn(options: WorkspacesOptions, place: Place): Promise<WorkspacePair> {
  const { folder, reset } = place;
  const address = formatLogAddress(place.address);
  const undo = beginFolder(folder);
  const { commandsAllowed, commandsOnForRun, urls, note } = options;
  const writer = { folder, address, commandsAllowed, commandsOnForRun, reset };
  const starting = startPair({ urls, writer, reader: { folder, address }, note });
  const pair = await starting.catch((error: unknown) => {
    undo();
    throw error;
  });
  const openedAt = new Date(options.now()).toISOString();
  try {
    writeWorkspaceAbout(folder, { address, title: titleOf(place.address), openedAt });
    return pair;
  } catch (error) {
    await pair.stop();
    throw error;
  }
}

function refuseReset(address: LogAddress, { reset }: OpenChoice): void {
  if (!reset || address.kind === 'sample') return;
  throw new FaultError({ code: 'bad_request', text: 'Only the sample can be made anew.' });
}

function refuseOtherLog(folder: string, address: string): void {
  const words = readWorkspaceAbout(folder);
  if (words === null || words.address === address) return;
  const text = `The folder ${folder} holds the workspace of ${words.address}. Choose another folder for ${address}.`;
  throw new FaultError({ code: 'workspace_busy', text, data: { address: words.address } });
}

function knownFolder(folders: ReadonlySet<string>, address: LogAddress): string | undefined {
  const said = formatLogAddress(address);
  return [...folders].find((folder) => readWorkspaceAbout(folder)?.address === said);
}

function currentCard(folder: string): WorkspaceCard {
  const card = cardOf(folder, true);
  if (card) return card;
  throw new Error(`workspace.json of ${folder} is gone`);
}

/** Reads an address as a person writes it; throws FaultError `bad_log_address`. */
function addressOf(text: string, workingFolder: string): LogAddress {
  const parsed = parseLogAddress(text);
  if (!parsed.ok) throw new FaultError({ code: 'bad_log_address', text: parsed.error });
  const address = parsed.value;
  return address.kind === 'file'
    ? { ...address, path: resolve(workingFolder, address.path) }
    : address;
}
