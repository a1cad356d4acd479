import { type Cut, partitionsOf } from '../../../shared/log/cut.ts';
import {
  type FetchLimits,
  type LogChunk,
  LogFaultError,
  type PartitionBounds,
} from '../log-port.ts';
import type { InflateBudget } from './batch/decode-record-set.ts';
import { FetchFlights, type Flight } from './fetch-flights.ts';
import type { Asker } from './kafka-link.ts';
import { PartitionQueue } from './partition-queue.ts';
import { PartitionTroubles } from './partition-troubles.ts';
import { errorCodes, faultOf, isMovedLeader } from './protocol-error.ts';
import { readPartition } from './read-partition.ts';
import type { TopicView, TopicWatch } from './topic-watch.ts';
import type { FetchAsk, FetchedPartition } from './wire/fetch-call.ts';

/** What a reader reads through. */
export type ReaderParts = {
  readonly link: Asker;
  readonly watch: TopicWatch;
  /** Fresh bounds, asked when a broker calls a position out of range. */
  bounds(): Promise<readonly PartitionBounds[]>;
  /** The log is closed: every fetch ends. */
  readonly closing: AbortSignal;
};

// How long a round lasts in which there is nobody to ask.
const pauseMs = 200;
// A broker that hangs is given this much longer than the time it was told to answer in.
const graceMs = 2_000;
// Inflated bytes after which a round ends: decoding holds the thread, and views hold the memory.
const roundBudgetBytes = 16 * 1024 * 1024;

/** Reads a topic without a group: the position is the caller's, nothing is committed anywhere. */
export class KafkaReader {
  private readonly parts: ReaderParts;
  private readonly flights: FetchFlights;
  private readonly queue = new PartitionQueue();
  private readonly troubles = new PartitionTroubles();
  private readonly suspects = new Map<number, number>();
  private readonly epochs = new Map<number, { readonly next: number; readonly epoch: number }>();
  private readonly told = new Map<number, PartitionBounds>();

  constructor(parts: ReaderParts) {
    this.parts = parts;
    this.flights = new FetchFlights(parts.link);
  }

  async fetch(from: Cut, limits: FetchLimits): Promise<readonly LogChunk[]> {
    const deadline = Date.now() + limits.maxWaitMs;
    const ends = [limits.signal, this.parts.closing];
    while (!ends.some(({ aborted }) => aborted)) {
      const left = Math.max(deadline - Date.now(), 0);
      await this.launch(from, { ...limits, maxWaitMs: left });
      const patience = this.flights.count > 0 ? left + graceMs : Math.min(left, pauseMs);
      await this.flights.wait(patience, ends);
      const chunks = await this.land(from);
      this.troubles.throwOverdue(from);
      if (Date.now() >= deadline || chunks.some(({ from, next }) => next > from)) {
        return this.worthTelling(chunks);
      }
    }
    return [];
  }

  private async launch(from: Cut, limits: FetchLimits): Promise<void> {
    const view = await this.viewOf(from);
    const asks = new Map<number, FetchAsk[]>();
    for (const partition of this.queue.arrange(partitionsOf(from))) {
      if (this.troubles.rests(partition)) continue;
      const leader = view.leaders.get(partition);
      if (!leader || leader.leader < 0) {
        this.lostLeader(partition, errorCodes.leaderNotAvailable);
        continue;
      }
      const ask = this.askOf(partition, from[partition] as number, leader.leaderEpoch);
      asks.set(leader.leader, [...(asks.get(leader.leader) ?? []), ask]);
    }
    const { topic } = view.identity;
    const { maxWaitMs } = limits;
    const maxBytes = Math.ceil(limits.maxBytes / Math.max(asks.size, 1));
    for (const [node, wanted] of asks) {
      if (this.flights.isUnderWay(node)) continue;
      this.flights.launch({ node, topic, asks: wanted, maxBytes, maxWaitMs });
    }
  }

  private async viewOf(from: Cut): Promise<TopicView> {
    const { watch } = this.parts;
    const view = await watch.current();
    const partitions = partitionsOf(from);
    if (partitions.every((partition) => view.leaders.has(partition))) return view;
    const fresh = await watch.refresh();
    const missing = partitions.find((partition) => !fresh.leaders.has(partition));
    if (missing === undefined) return fresh;
    const text = `The topic has no partition ${missing}: it is not the log that was read.`;
    throw new LogFaultError({ code: 'log_replaced', text, fatal: true });
  }

  private askOf(partition: number, from: number, leaderEpoch: number): FetchAsk {
    const known = this.epochs.get(partition);
    const lastEpoch = known?.next === from ? known.epoch : -1;
    return { partition, from, leaderEpoch, lastEpoch };
  }

  private async land(from: Cut): Promise<LogChunk[]> {
    const chunks: LogChunk[] = [];
    const failures: unknown[] = [];
    let answers = 0;
    const budget = { left: roundBudgetBytes };
    for (const flight of this.flights.takeLanded()) {
      const { outcome } = flight;
      if (!outcome) continue;
      if ('failure' in outcome) {
        failures.push(outcome.failure);
        for (const { partition } of flight.asks) this.lostLeader(partition, 0);
        continue;
      }
      answers++;
      const unread: FetchedPartition[] = [];
      for (const fetched of outcome.partitions) {
        // What is too much for one round waits, still packed, for the next one.
        if (budget.left <= 0) unread.push(fetched);
        else chunks.push(...(await this.read(flight, fetched, { from, budget })));
      }
      if (unread.length > 0) this.flights.putBack(flight, unread);
    }
    // One broker of several may be away: that is told of when it lasts. None that answers is told at once.
    if (failures.length > 0 && answers + this.flights.count === 0) throw failures[0];
    return chunks;
  }

  private async read(
    flight: Flight,
    fetched: FetchedPartition,
    { from, budget }: { from: Cut; budget: InflateBudget },
  ): Promise<LogChunk[]> {
    const { partition } = fetched;
    const ask = flight.asks.find((asked) => asked.partition === partition);
    // The caller may have moved since this was asked.
    if (!ask || ask.from !== from[partition]) return [];
    if (!(await this.accepts(ask, fetched))) return [];
    const suspectBefore = this.suspects.get(partition) ?? null;
    const reading = readPartition({ ask, fetched, budget, suspectBefore });
    const { chunk, suspect, lastEpoch } = reading;
    if (suspect !== null) this.suspects.set(partition, suspect);
    else if (chunk.next > chunk.from) this.suspects.delete(partition);
    if (lastEpoch >= 0) this.epochs.set(partition, { next: chunk.next, epoch: lastEpoch });
    if (chunk.next > chunk.from) this.queue.served([partition]);
    return [chunk];
  }

  /** False where the leader has to be looked for again; throws where the log itself says no. */
  private async accepts(ask: FetchAsk, fetched: FetchedPartition): Promise<boolean> {
    const { partition, error, divergesAt } = fetched;
    if (error === errorCodes.none && divergesAt === null) {
      this.troubles.end(partition);
      return true;
    }
    if (divergesAt !== null) throw truncated(partition, divergesAt, ask.from);
    if (error === errorCodes.offsetOutOfRange) {
      const fault = await this.whyOutOfRange(ask);
      if (fault) throw fault;
    }
    const passing = error === errorCodes.offsetOutOfRange || error === errorCodes.corruptMessage;
    if (!isMovedLeader(error) && !passing) {
      throw new LogFaultError(faultOf(error, `read partition ${partition}`, partition));
    }
    this.lostLeader(partition, error);
    return false;
  }

  /** Null where fresh bounds hold the position after all: a leader that was only just elected. */
  private async whyOutOfRange({ partition, from }: FetchAsk): Promise<LogFaultError | null> {
    const bounds = (await this.parts.bounds()).find((found) => found.partition === partition);
    if (bounds && from > bounds.highWatermark) {
      return truncated(partition, bounds.highWatermark, from);
    }
    if (bounds && from >= bounds.logStart) return null;
    const start = bounds ? ` The log now begins at ${bounds.logStart}.` : '';
    const text = `Partition ${partition} no longer holds offset ${from}.${start}`;
    return new LogFaultError({ code: 'offset_out_of_range', text, fatal: false, partition });
  }

  private lostLeader(partition: number, error: number): void {
    this.parts.watch.markStale();
    this.troubles.begin(partition, error);
  }

  /** Leaves out chunks that bring nothing, not even other bounds than were told before. */
  private worthTelling(chunks: readonly LogChunk[]): LogChunk[] {
    return chunks.filter(({ partition, from, next, bounds }) => {
      const before = this.told.get(partition);
      this.told.set(partition, bounds);
      return (
        next > from ||
        before?.lastStable !== bounds.lastStable ||
        before.highWatermark !== bounds.highWatermark ||
        before.logStart !== bounds.logStart
      );
    });
  }
}

function truncated(partition: number, end: number, position: number): LogFaultError {
  const text = `Partition ${partition} was cut back to offset ${end} after it had been read up to ${position}.`;
  return new LogFaultError({ code: 'log_truncated', text, fatal: true, partition });
}
