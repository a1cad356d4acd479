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

  /**
   * Waits until a flight lands, the time is up or one of the signals fires. Timer and listeners by
   * hand: a signal made for every wait cost a live event more than its decoding.
   */
  wait(maxMs: number, signals: readonly AbortSignal[]): Promise<void> {
    return new Promise((resolve) => {
      if (signals.some(({ aborted }) => aborted)) return resolve();
      const end = () => {
        clearTimeout(timer);
        for (const signal of signals) signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(maxMs, 0));
      for (const signal of signals) signal.addEventListener('abort', end, { once: true });
      for (const { landed } of this.flights.values()) landed.then(end);
    });
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
