import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { KafkaConnection, KafkaNote } from '../../log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../../log/kafka/open-kafka-log.ts';
import { openSharedWork } from '../../log/kafka/open-shared-work.ts';
import { machineClock } from '../../notify/clock.ts';
import { openDestination } from '../../notify/destinations/open-destination.ts';
import { runNotifier } from '../../notify/run-notifier.ts';
import { statusOf } from '../../notify/status.ts';
import { readSubscriptions, type Subscription } from '../../notify/subscription.ts';
import { workOf } from '../../notify/work-of.ts';
import { noteLine } from '../../workers/app-log.ts';
import { kafkaConnection } from '../../workers/kafka-connection.ts';
import { trustSystem } from '../../workers/trust-system.ts';
import { exitCodeOf, sentenceOf } from '../start-trouble.ts';
import { endSignal, userFolder } from '../surroundings.ts';
import { readNotifyLine } from './command-line.ts';

/**
 * Tells other services of events, beside as many copies of itself as one likes, until SIGTERM or
 * SIGINT. What it does it says on standard output, a line of JSON each. Resolves with the exit code:
 * 0 ended cleanly, 1 cannot go on, 2 was asked for something it does not understand.
 */
export async function runNotify(args: readonly string[]): Promise<number> {
  const choice = readNotifyLine(args, userFolder());
  if (!choice.ok) return refuse(choice.error);
  try {
    const read = readSubscriptions(readFileSync(choice.value.file, 'utf8'));
    if (!read.ok) return refuse(`${choice.value.file}: ${read.error}`);
    // Mailboxes and services inside a company often have certificates of its own authority.
    trustSystem();
    const { topic, brokers } = choice.value.log;
    const place = { topic, connection: kafkaConnection(brokers) };
    await (choice.value.status ? sayStatus : tell)(place, read.value);
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

type Place = { readonly topic: string; readonly connection: KafkaConnection };

async function tell(place: Place, subscriptions: readonly Subscription[]): Promise<void> {
  const stop = new AbortController();
  void endSignal().then(() => stop.abort());
  // Each by itself: where one destination is away the others are told all the same.
  const telling = subscriptions.map((one) =>
    tellOne(place, one, stop.signal).finally(() => stop.abort()),
  );
  await Promise.allSettled(telling);
  await Promise.all(telling);
}

async function tellOne(
  { topic, connection }: Place,
  subscription: Subscription,
  signal: AbortSignal,
): Promise<void> {
  const { id, from, to, answerWithinMs: leaseMs } = subscription;
  const destination = openDestination(to);
  const work = openSharedWork({ connection, topic, name: workOf(id), from, onNote });
  const log = openKafkaLog({ connection, topic, onNote });
  const report = (said: object) => say({ subscription: id, ...said });
  const parts = { subscription, destination, log, work, clock: machineClock, leaseMs, report };
  try {
    await runNotifier(parts, signal);
  } finally {
    await Promise.all([work.close(), log.close()]);
  }
}

async function sayStatus(
  { topic, connection }: Place,
  subscriptions: readonly Subscription[],
): Promise<void> {
  for (const { id, from } of subscriptions) {
    const work = openSharedWork({ connection, topic, name: workOf(id), from, onNote });
    try {
      say({ subscription: id, kind: 'status', ...statusOf(await work.look()) });
    } finally {
      await work.close();
    }
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}

function onNote({ level, text }: KafkaNote): void {
  noteLine(`kafka ${level}: ${text}`);
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
