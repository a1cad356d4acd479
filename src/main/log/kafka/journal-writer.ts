import { noHeaders } from '../../../shared/log/headers.ts';
import { LogFaultError } from '../log-port.ts';
import { HoldLostError, type Note } from '../shared-work-port.ts';
import { KafkaAppend } from './kafka-append.ts';
import type { Asker } from './kafka-link.ts';
import type { TopicWatch } from './topic-watch.ts';
import type { ProducerStamp } from './wire/transaction-calls.ts';

/** What a journal is written through. */
export type JournalParts = { readonly link: Asker; readonly watch: TopicWatch };

/** Writes to a partition of a journal under the stamp of who holds it, one transaction after the other. */
export class JournalWriter {
  private readonly parts: JournalParts;
  private readonly stamp: ProducerStamp;
  private readonly partition: number;
  private written = 0;
  private isOver = false;

  constructor(parts: JournalParts, stamp: ProducerStamp, partition: number) {
    this.parts = parts;
    this.stamp = stamp;
    this.partition = partition;
  }

  /** Writes all or nothing; rejects as `Hold.write` does. */
  async write(notes: readonly Note[]): Promise<void> {
    // What an earlier write came to is not known: a later one must not stand behind it.
    if (this.isOver) throw new HoldLostError(this.partition);
    const { partition } = this;
    const records = notes.map(({ key, value }) => ({
      ...{ partition, key: Buffer.from(key), value, headers: noHeaders },
    }));
    const append = new KafkaAppend(this.parts, this.stamp, this.written);
    this.isOver = true;
    const appended = await append.append(records).finally(() => append.close());
    if (appended.ok) {
      this.written += records.length;
      this.isOver = false;
      return;
    }
    const { code, text } = appended.error;
    if (code === 'lost_turn') throw new HoldLostError(this.partition);
    throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
  }
}
