import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { WorkspaceCard } from '../../shared/contract/workspace.ts';
import {
  formatLogAddress,
  type LogAddress,
  parseLogAddress,
} from '../../shared/log/log-address.ts';
import { titleOf } from '../../shared/log/log-title.ts';

/** What `workspace.json` says of a folder. */
const about = z.object({ address: z.string(), title: z.string(), openedAt: z.string() });

/** What a workspace's folder says of itself. */
export type WorkspaceAbout = z.infer<typeof about>;

const fileName = 'workspace.json';

/** The folder's own words; null where it is no workspace, or they cannot be read. */
export function readWorkspaceAbout(folder: string): WorkspaceAbout | null {
  try {
    return about.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')));
  } catch {
    return null;
  }
}

/** Makes the folder where it is missing, and writes what it is and when it was opened. */
export function writeWorkspaceAbout(folder: string, words: WorkspaceAbout): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, fileName);
  // Whole or not at all: a torn file would hide the workspace from the list.
  writeFileSync(`${file}.new`, `${JSON.stringify(words, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/**
 * Makes the folder where it is missing. Gives what takes back a first opening that failed: the
 * databases it left in a folder that held none, so that another log can be opened there.
 */
export function beginFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const databases = ['log.db', 'read.db', 'desk.db', 'lock.db'].map((name) => join(folder, name));
  if (databases.some((file) => existsSync(file))) return () => {};
  return () => {
    for (const file of databases) {
      for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
    }
  };
}

/** Folders of workspaces right below this one, by name; none where it does not exist. */
export function listWorkspaceFolders(home: string): string[] {
  try {
    return readdirSync(home, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(home, entry.name))
      .filter((folder) => readWorkspaceAbout(folder) !== null)
      .sort();
  } catch {
    return [];
  }
}

/** The name of an address's folder: one address has one name, and different ones differ. */
export function folderNameOf(address: LogAddress): string {
  if (address.kind === 'sample') return 'sample';
  const said = formatLogAddress(address);
  const mark = createHash('sha256').update(said).digest('hex').slice(0, 8);
  const name = titleOf(address).replaceAll(/[^a-zA-Z0-9._-]+/g, '-');
  return `${address.kind}-${name.slice(0, 40)}-${mark}`;
}

/** A workspace as the window lists it; null where its words hold no address. */
export function cardOf(folder: string, isOpen: boolean): WorkspaceCard | null {
  const words = readWorkspaceAbout(folder);
  const address = words && parseLogAddress(words.address);
  if (!words || !address?.ok) return null;
  const { kind } = address.value;
  return {
    name: basename(folder),
    address: words.address,
    kind,
    openedAt: words.openedAt,
    isOpen,
  };
}
