import { setTimeout as sleep } from 'node:timers/promises';
import type { Asker } from './kafka-link.ts';
import {
  type FetchAnswer,
  type FetchAsk,
  type FetchedPartition,
  fetchCall,
} from './wire/fetch-call.ts';

/** A fetch that a broker has not answered yet, or whose answer waits to be read. */
export type Flight = {
  readonly node: number;
  readonly asks: readonly FetchAsk[];
  readonly maxBytes: number;
  readonly landed: Promise<void>;
  outcome: FetchAnswer | { readonly failure: unknown } | null;
};

/** What a round of fetching asks of one broker. */
export type FlightPlan = {
  readonly node: number;
  readonly topic: string;
  readonly asks: readonly FetchAsk[];
  readonly maxBytes: number;
  readonly maxWaitMs: number;
};

const fetchKey = 1;
const maxPartitionBytes = 1024 * 1024;

/**
 * Fetches under way, at most one a broker. A broker with news does not wait for one without: what
 * has not landed when a round ends is picked up by a later round.
 */
export class FetchFlights {
  private readonly link: Asker;
  private readonly flights = new Map<number, Flight>();

  constructor(link: Asker) {
    this.link = link;
  }

  get count(): number {
    return this.flights.size;
  }

  isUnderWay(node: number): boolean {
    return this.flights.has(node);
  }

  launch(plan: FlightPlan): void {
    const { node, topic, asks, maxBytes, maxWaitMs } = plan;
    const request = {
      topic,
      asks,
      maxBytes,
      maxPartitionBytes: Math.min(maxBytes, maxPartitionBytes),
      maxWaitMs,
    };
    const answer = this.link.ask(node, (maxVersion) =>
      fetchCall(request, maxVersion(fetchKey) >= 12 ? 12 : 11),
    );
    const landed = answer.then(
      (outcome) => {
        flight.outcome = outcome;
      },
      (failure: unknown) => {
        flight.outcome = { failure };
      },
    );
    const flight: Flight = { node, asks, maxBytes, landed, outcome: null };
    this.flights.set(node, flight);
  }

  /** Waits until a flight lands, the time is up or the signal fires. */
  async wait(maxMs: number, signal: AbortSignal): Promise<void> {
    const timer = new AbortController();
    const stop = AbortSignal.any([signal, timer.signal]);
    const landings = [...this.flights.values()].map(({ landed }) => landed);
    const timeUp = sleep(Math.max(maxMs, 0), undefined, { signal: stop }).catch(() => {});
    await Promise.race([timeUp, ...landings]);
    timer.abort();
  }

  /** Puts a landed flight back with the partitions that were not read yet. */
  putBack(flight: Flight, partitions: readonly FetchedPartition[]): void {
    flight.outcome = { throttleMs: 0, error: 0, partitions };
    this.flights.set(flight.node, flight);
  }

  /** Takes out the flights that have landed. */
  takeLanded(): Flight[] {
    const landed = [...this.flights.values()].filter(({ outcome }) => outcome !== null);
    for (const { node } of landed) this.flights.delete(node);
    return landed;
  }
}
