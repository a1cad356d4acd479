import { setTimeout as sleep } from 'node:timers/promises';
import { noHeaders } from '../../../shared/log/headers.ts';
import { LogFaultError } from '../log-port.ts';
import { HoldLostError, type Note } from '../shared-work-port.ts';
import { KafkaAppend } from './kafka-append.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes } from './protocol-error.ts';
import type { TopicWatch } from './topic-watch.ts';
import { listOffsetsCall } from './wire/list-offsets-call.ts';
import type { ProducerStamp } from './wire/transaction-calls.ts';

const standsWithinMs = 5_000;
const longestPauseMs = 50;

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

  /** Writes all or nothing; resolves when it stands. Rejects as `Hold.write` does. */
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
      await this.untilItStands(appended.value[0]?.offset ?? 0);
      this.isOver = false;
      return;
    }
    const { code, text } = appended.error;
    if (code === 'lost_turn') throw new HoldLostError(this.partition);
    throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
  }

  /**
   * A coordinator says that a transaction is committed before the partition is told. A broker that
   * goes away in between may never tell it: then the next transaction there ends both, and where
   * that one is aborted, so is what was said to be committed. Past the last stable offset it stands.
   */
  private async untilItStands(at: number): Promise<void> {
    const deadline = Date.now() + standsWithinMs;
    for (
      let pause = 1;
      (await this.lastStable()) <= at;
      pause = Math.min(2 * pause, longestPauseMs)
    ) {
      if (Date.now() > deadline) {
        const text = 'The journal was written to, and its transaction was not ended.';
        throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
      }
      await sleep(pause);
    }
  }

  /** The last stable offset (exclusive) of the partition; -1 where nobody leads it now. */
  private async lastStable(): Promise<number> {
    const { link, watch } = this.parts;
    const { partition } = this;
    const { identity, leaders } = await watch.current();
    const leader = leaders.get(partition)?.leader ?? -1;
    if (leader < 0) {
      watch.markStale();
      return -1;
    }
    const place = { topic: identity.topic, partitions: [partition] };
    const [found] = await link.ask(leader, () => listOffsetsCall(place, 'stable'));
    if (found?.error === errorCodes.none) return found.offset;
    watch.markStale();
    return -1;
  }
}
