import { resolve } from 'node:path';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { type LogAddress, parseLogAddress } from '../../../shared/log/log-address.ts';
import { parseOptions } from '../parse-options.ts';

/** What the command line asks of the notifier. */
export type NotifyChoice = {
  readonly log: Extract<LogAddress, { kind: 'kafka' }>;
  /** The file of subscriptions; absolute. */
  readonly file: string;
  /** Only say how far telling is. */
  readonly status: boolean;
};

const usage =
  'Usage: npm run notify -- --log kafka://host:port[,host:port]/topic --subscriptions FILE [--status]';

/** Reads the arguments after the program's name; else says what is wrong and how it is right. */
export function readNotifyLine(
  args: readonly string[],
  workingFolder: string,
): Result<NotifyChoice, string> {
  const read = parseOptions(args, {
    log: { type: 'string' },
    subscriptions: { type: 'string' },
    status: { type: 'boolean' },
  });
  if (!read.ok) return err(`${read.error}\n${usage}`);
  const { log = '', subscriptions = '', status = false } = read.value;
  const address = parseLogAddress(log);
  if (!address.ok) return err(`--log ${log}: ${address.error}\n${usage}`);
  if (address.value.kind !== 'kafka') {
    return err(`--log ${log}: others are told of what stands in Kafka only.\n${usage}`);
  }
  if (subscriptions === '') return err(`--subscriptions names no file.\n${usage}`);
  return ok({ log: address.value, file: resolve(workingFolder, subscriptions), status });
}
