import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';

/** A record as `kcat -J` writes it; header names and values take turns. */
export type KcatRecord = {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly payload: string;
  readonly headers: readonly string[];
};

/** Why no foreign client can be asked here; null where kcat is there. */
export async function whyNoKcat(): Promise<string | null> {
  const found = await run(['-V'], '').catch(() => null);
  return found === null ? 'SKIPPED, NO KCAT: install kcat to let a foreign client read.' : null;
}

/** Runs kcat, a client that shares nothing with ours; resolves with its standard output. */
export function kcat(
  { brokers }: KafkaConnection,
  args: readonly string[],
  input = '',
): Promise<string> {
  return run(['-b', brokers.join(','), ...args], input);
}

async function run(args: readonly string[], input: string): Promise<string> {
  const child = spawn('kcat', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  // Who needs no input may be gone before it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [output, [code]] = await Promise.all([text(child.stdout), exited]);
  if (code !== 0) throw new Error(`kcat ended with ${code}.`);
  return output;
}
