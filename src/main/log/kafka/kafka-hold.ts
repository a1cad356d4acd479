import { noHeaders } from '../../../shared/log/headers.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import { LogFaultError } from '../log-port.ts';
import { type Hold, HoldLostError, type Note } from '../shared-work-port.ts';
import { KafkaAppend } from './kafka-append.ts';
import type { Asker } from './kafka-link.ts';
import type { TopicWatch } from './topic-watch.ts';
import type { ProducerStamp } from './wire/transaction-calls.ts';

/** Under which key the next offset to work on is written down. */
export const positionKey = 'position';

/** What a partition was when it was taken, and the number under which this copy writes. */
export type Taken = Pick<Hold, 'partition' | 'notes' | 'next'> & { readonly stamp: ProducerStamp };

/** A partition held under a transactional id of its own: each write is one transaction in the journal. */
export class KafkaHold implements Hold {
  readonly partition: number;
  readonly notes: ReadonlyMap<string, Uint8Array>;
  readonly next: Offset;
  private readonly parts: { readonly link: Asker; readonly watch: TopicWatch };
  private readonly stamp: ProducerStamp;
  private records = 0;
  private isOver = false;

  constructor(
    parts: { readonly link: Asker; readonly watch: TopicWatch },
    { partition, notes, next, stamp }: Taken,
  ) {
    this.parts = parts;
    this.partition = partition;
    this.notes = notes;
    this.next = next;
    this.stamp = stamp;
  }

  async write(notes: readonly Note[], next?: Offset): Promise<void> {
    // What an earlier write came to is not known: a later one must not stand in front of it.
    if (this.isOver) throw new HoldLostError(this.partition);
    const position = { key: positionKey, value: Buffer.from(String(next)) };
    const records = [...notes, ...(next === undefined ? [] : [position])].map((note) => ({
      partition: this.partition,
      key: Buffer.from(note.key),
      value: note.value,
      headers: noHeaders,
    }));
    const append = new KafkaAppend(this.parts, this.stamp, this.records);
    this.isOver = true;
    const appended = await append.append(records).finally(() => append.close());
    if (appended.ok) {
      this.records += records.length;
      this.isOver = false;
      return;
    }
    const { code, text } = appended.error;
    if (code === 'lost_turn') throw new HoldLostError(this.partition);
    throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
  }
}
