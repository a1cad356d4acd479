import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An event of a log that a test writes: where it stands, its type and its data. */
export type FileEvent = {
  readonly partition: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** A log in a file, as `kcat -J` writes it, in a folder of its own. */
export async function writeFileLog(
  events: readonly FileEvent[],
): Promise<{ readonly address: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-file-log-'));
  const path = join(folder, 'log.json');
  const next: Record<number, number> = {};
  const began = Date.UTC(2026, 0, 5, 8);
  const lines = events.map(({ partition, type, data }, n) => {
    const offset = next[partition] ?? 0;
    next[partition] = offset + 1;
    return JSON.stringify({
      ...{ topic: 'users', partition, offset, tstype: 'create', ts: began + n * 1_000 },
      key: String(data['userId'] ?? data['roleId']),
      payload: JSON.stringify(data),
      headers: ['ce_specversion', '1.0', 'ce_id', `e-${n}`, 'ce_source', '/test', 'ce_type', type],
    });
  });
  await writeFile(path, `${lines.join('\n')}\n`);
  return {
    address: `file:${path}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The creation of a user, called as its id. */
export function userCreated(userId: string, partition: number): FileEvent {
  const data = { userId, username: userId, email: `${userId}@acme.example` };
  return { partition, type: 'UserCreatedEvent', data };
}
