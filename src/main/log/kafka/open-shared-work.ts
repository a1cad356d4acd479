import { setTimeout as sleep } from 'node:timers/promises';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import { type Log, type LogFault, LogFaultError, type PartitionBounds } from '../log-port.ts';
import type { FirstPosition, Hold, Note, SharedWork, WorkDone } from '../shared-work-port.ts';
import { JournalWriter } from './journal-writer.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { openKafkaLog } from './open-kafka-log.ts';
import { prepareJournal } from './prepare-journal.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import { type JournalRead, readJournal } from './read-journal.ts';
import { sharePartitions } from './share-partitions.ts';
import { takeTransactionalId } from './take-transactional-id.ts';
import { TopicWatch } from './topic-watch.ts';
import type { ProducerStamp } from './wire/transaction-calls.ts';
import { workNames } from './work-names.ts';

/** Which work on which topic; its `name` tells it from other work. */
export type SharedWorkOptions = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly name: string;
  readonly from: FirstPosition;
  readonly onNote?: (note: KafkaNote) => void;
};

/** Under which keys stand the next offset to work on, and when the partition was taken. */
const positionKey = 'position';
const takenKey = 'taken';
const pauseMs = 200;
const never = new AbortController().signal;

/**
 * Work on a Kafka topic that copies share. A consumer group says whose a partition is. What was
 * done is written down in a topic beside it, the journal, partition by partition, together with the
 * next offset to work on: in one transaction, under a transactional id of the partition's own.
 * Taking that id shuts out whoever held the partition, whether or not they know of it yet.
 */
export function openSharedWork(options: SharedWorkOptions): SharedWork {
  const { connection, topic, name, onNote = () => {} } = options;
  const { group, journal, transactionalIdOf } = workNames(topic, name);
  const link = () => new KafkaLink({ connection, topic: journal, onNote });
  const [writing, asking] = [link(), link()];
  const watch = new TopicWatch(asking, journal);
  const written = openKafkaLog({ connection, topic: journal, onNote });
  const source = openKafkaLog({ connection, topic, onNote });
  const member = sharePartitions({ connection, topic, group, onNote });
  // What was read of the journal before stays: a partition that comes back is read on from there.
  const known = new Map<number, JournalRead>();

  const prepare = () => prepareJournal(connection, { topic, journal });
  const take = async (partition: number, signal: AbortSignal): Promise<Hold> => {
    // The topic may have been given more partitions since this copy began.
    if (!(await watch.current()).leaders.has(partition))
      await prepare().then(() => watch.refresh());
    const { cluster } = (await watch.current()).identity;
    const stamp = await takeId(writing, transactionalIdOf(cluster, partition), signal);
    const writer = new JournalWriter({ link: writing, watch }, stamp, partition);
    // A broker that goes away may leave a transaction open for ever, though its coordinator counts
    // it as ended, and hold back who reads. Under the same id the next one ends both.
    await writer.write([{ key: takenKey, value: Buffer.from(new Date().toISOString()) }]);
    const before = known.get(partition);
    const read = await readJournal(written, { partition, before }, signal);
    known.set(partition, read);
    const log = (await source.identity()).text;
    const said = positionIn(read);
    if (said && said.log !== log) throw new LogFaultError(otherLog(journal));
    const next = said?.next ?? (await firstOffset(source, partition, options.from));
    const positionNote = (at: Offset): Note => {
      const position: Position = { log, next: at };
      return { key: positionKey, value: Buffer.from(JSON.stringify(position)) };
    };
    // From now on this is where the partition begins, whoever holds it.
    if (!said) await writer.write([positionNote(next)]);
    const write = (notes: readonly Note[], at?: Offset) =>
      writer.write(at === undefined ? notes : [...notes, positionNote(at)]);
    return { partition, notes: read.notes, next, write };
  };

  const look = async ({ partition, lastStable }: PartitionBounds): Promise<WorkDone> => {
    const read = await readJournal(written, { partition, before: undefined }, never);
    return { partition, notes: read.notes, next: positionIn(read)?.next ?? null, end: lastStable };
  };

  let turn: Promise<unknown> = Promise.resolve();
  return {
    join: async (onShare, signal) => {
      await prepare();
      await member.run(onShare, signal);
    },
    // One after the other: they read the same journal over one connection.
    take: (partition, signal) => {
      const taken = turn.then(() => take(partition, signal));
      turn = taken.catch(() => undefined);
      return taken;
    },
    look: async () => {
      const found: WorkDone[] = [];
      for (const bounds of await source.bounds()) found.push(await look(bounds));
      return found;
    },
    show: (positions) => member.show(positions),
    close: async () => {
      await Promise.all([writing, asking, written, source].map((each) => each.close()));
    },
  };
}

/** The next offset to work on, and the identity of the log whose offset it is. */
type Position = { readonly log: string; readonly next: Offset };

function positionIn({ notes }: JournalRead): Position | null {
  const said = notes.get(positionKey);
  if (!said) return null;
  const { log, next } = JSON.parse(Buffer.from(said).toString()) as Record<keyof Position, unknown>;
  return { log: String(log), next: offset(Number(next)) };
}

function otherLog(journal: string): LogFault {
  const text = `${journal} tells how far the work was on another log of this name: delete that topic to begin anew.`;
  return { code: 'log_replaced', text, fatal: true };
}

/** Waits for an earlier holder whose transaction is being ended. */
async function takeId(
  link: KafkaLink,
  transactionalId: string,
  signal: AbortSignal,
): Promise<ProducerStamp> {
  for (;;) {
    const taken = await takeTransactionalId(link, transactionalId, signal);
    if (taken.ok) return taken.value;
    signal.throwIfAborted();
    if (taken.error.code === 'id_refused') {
      const what = `use the transactional id ${transactionalId}`;
      throw new LogFaultError(faultOf(errorCodes.transactionalIdAuthorizationFailed, what));
    }
    await sleep(pauseMs, undefined, { signal });
  }
}

async function firstOffset(source: Log, partition: number, from: FirstPosition): Promise<Offset> {
  const bounds = (await source.bounds()).find((one) => one.partition === partition);
  if (!bounds) throw new Error(`The log has no partition ${partition}.`);
  return from === 'start' ? bounds.logStart : bounds.lastStable;
}
