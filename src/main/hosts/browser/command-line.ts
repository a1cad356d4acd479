import { resolve } from 'node:path';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { parseLogAddress } from '../../../shared/log/log-address.ts';
import { parseOptions } from '../parse-options.ts';

/** What the command line asks of the browser host. */
export type ServeChoice = {
  readonly log: string;
  /** Absolute; null where none was named. */
  readonly workspace: string | null;
  readonly port: number;
  readonly allowCommands: boolean;
};

const usage =
  'Usage: npm run serve -- --log <sample | file:PATH[#topic] | kafka://host:port[,host:port]/topic> --workspace DIR [--port N] [--allow-commands]';

/** Reads the arguments after the program's name; else says what is wrong and how it is right. */
export function readCommandLine(
  args: readonly string[],
  workingFolder: string,
): Result<ServeChoice, string> {
  const read = parseOptions(args, {
    log: { type: 'string' },
    workspace: { type: 'string' },
    port: { type: 'string' },
    'allow-commands': { type: 'boolean' },
  });
  if (!read.ok) return err(`${read.error}\n${usage}`);
  const {
    log = 'sample',
    workspace,
    port = '0',
    'allow-commands': allowCommands = false,
  } = read.value;
  const address = parseLogAddress(log);
  if (!address.ok) return err(`--log ${log}: ${address.error}\n${usage}`);
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (!(number <= 65_535))
    return err(`--port ${port}: a port is a number from 0 to 65535.\n${usage}`);
  if (workspace === '') return err(`--workspace names no folder.\n${usage}`);
  const folder = workspace === undefined ? null : resolve(workingFolder, workspace);
  return ok({ log, workspace: folder, port: number, allowCommands });
}
