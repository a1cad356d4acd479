import { setTimeout as sleep } from 'node:timers/promises';
import type { Cut } from '../../../shared/log/cut.ts';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import { type Log, type LogFault, LogFaultError } from '../log-port.ts';
import type { FirstPosition, Hold, Note, SharedWork, WorkDone } from '../shared-work-port.ts';
import { JournalWriter } from './journal-writer.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { openKafkaLog } from './open-kafka-log.ts';
import { prepareJournal } from './prepare-journal.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import { type JournalRead, readJournal } from './read-journal.ts';
import { type ShareMember, sharePartitions } from './share-partitions.ts';
import { takeTransactionalId } from './take-transactional-id.ts';
import { TopicWatch } from './topic-watch.ts';
import type { ProducerStamp } from './wire/transaction-calls.ts';
import { type WorkNames, workNames } from './work-names.ts';

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
  return new KafkaSharedWork(options);
}

class KafkaSharedWork implements SharedWork {
  private readonly options: SharedWorkOptions;
  private readonly names: WorkNames;
  private readonly writing: KafkaLink;
  private readonly asking: KafkaLink;
  private readonly watch: TopicWatch;
  private readonly journal: Log;
  private readonly source: Log;
  private readonly member: ShareMember;
  /** What was read of the journal: a partition that comes back is read on from there. */
  private readonly known = new Map<number, JournalRead>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: SharedWorkOptions) {
    const { connection, topic, name, onNote = () => {} } = options;
    this.options = options;
    this.names = workNames(topic, name);
    const { journal, group } = this.names;
    this.writing = new KafkaLink({ connection, topic: journal, onNote });
    this.asking = new KafkaLink({ connection, topic: journal, onNote });
    this.watch = new TopicWatch(this.asking, journal);
    this.journal = openKafkaLog({ connection, topic: journal, onNote });
    this.source = openKafkaLog({ connection, topic, onNote });
    this.member = sharePartitions({ connection, topic, group, onNote });
  }

  async join(onShare: (partitions: readonly number[]) => void, signal: AbortSignal): Promise<void> {
    await this.prepare();
    await this.member.run(onShare, signal);
  }

  // One after the other: they read the same journal over one connection.
  take(partition: number, signal: AbortSignal): Promise<Hold> {
    const taken = this.turn.then(() => this.takeNow(partition, signal));
    this.turn = taken.catch(() => undefined);
    return taken;
  }

  async look(only?: number): Promise<readonly WorkDone[]> {
    const found: WorkDone[] = [];
    const isBegun = await this.hasJournal();
    for (const { partition, lastStable: end } of await this.source.bounds()) {
      if (only !== undefined && partition !== only) continue;
      if (!isBegun) {
        found.push({ partition, notes: new Map(), next: null, end });
        continue;
      }
      const read = await readJournal(this.journal, { partition, before: undefined }, never);
      found.push({ partition, notes: read.notes, next: positionIn(read)?.next ?? null, end });
    }
    return found;
  }

  show(positions: Cut): Promise<void> {
    return this.member.show(positions);
  }

  async close(): Promise<void> {
    const { writing, asking, journal, source } = this;
    await Promise.all([writing, asking, journal, source].map((each) => each.close()));
  }

  private async hasJournal(): Promise<boolean> {
    try {
      await this.watch.current();
      return true;
    } catch (error) {
      if (error instanceof LogFaultError && error.fault.code === 'topic_not_found') return false;
      throw error;
    }
  }

  private prepare(): Promise<void> {
    const { connection, topic } = this.options;
    return prepareJournal(connection, { topic, journal: this.names.journal });
  }

  private async takeNow(partition: number, signal: AbortSignal): Promise<Hold> {
    // Whose it is may have changed while others were taken.
    signal.throwIfAborted();
    const writer = await this.writerOf(partition, signal);
    // A broker that goes away may leave a transaction open for ever, though its coordinator counts
    // it as ended, and hold back who reads. Under the same id the next one ends both.
    await writer.write([{ key: takenKey, value: Buffer.from(new Date().toISOString()) }]);
    const before = this.known.get(partition);
    const read = await readJournal(this.journal, { partition, before }, signal);
    this.known.set(partition, read);
    const log = (await this.source.identity()).text;
    const said = positionIn(read);
    if (said && said.log !== log) throw new LogFaultError(otherLog(this.names.journal));
    const next = said?.next ?? (await firstOffset(this.source, partition, this.options.from));
    // From now on this is where the partition begins, whoever holds it.
    if (!said) await writer.write([positionNote({ log, next })]);
    const write = (notes: readonly Note[], at?: Offset) =>
      writer.write(at === undefined ? notes : [...notes, positionNote({ log, next: at })]);
    return { partition, notes: read.notes, next, write };
  }

  /** Shuts out whoever wrote to the partition. */
  private async writerOf(partition: number, signal: AbortSignal): Promise<JournalWriter> {
    const { watch, writing } = this;
    // The topic may have been given more partitions since this copy began.
    if (!(await watch.current()).leaders.has(partition)) {
      await this.prepare();
      await watch.refresh();
    }
    const { cluster } = (await watch.current()).identity;
    const id = this.names.transactionalIdOf(cluster, partition);
    const stamp = await takeId(writing, id, signal);
    return new JournalWriter({ link: writing, watch }, stamp, partition);
  }
}

/** The next offset to work on, and the identity of the log whose offset it is. */
type Position = { readonly log: string; readonly next: Offset };

function positionNote(position: Position): Note {
  return { key: positionKey, value: Buffer.from(JSON.stringify(position)) };
}

function positionIn({ notes }: JournalRead): Position | null {
  const said = notes.get(positionKey);
  if (!said) return null;
  try {
    const { log, next } = JSON.parse(Buffer.from(said).toString()) as Position;
    return { log, next: offset(next) };
  } catch {
    const text = 'Somebody else wrote into the journal: what it says of the position is none.';
    throw new LogFaultError({ code: 'log_damaged', text, fatal: true });
  }
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
