import { setImmediate as nextTurn } from 'node:timers/promises';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import { type Hold, HoldLostError, type SharedWork } from '../../src/main/log/shared-work-port.ts';
import type { Clock } from '../../src/main/notify/clock.ts';
import type { Destination, Looked, Outcome, Settling } from '../../src/main/notify/destination.ts';
import type { Notice } from '../../src/main/notify/notice.ts';
import { Pace } from '../../src/main/notify/pace.ts';
import { PartitionTeller, type TellingParts } from '../../src/main/notify/tell-partition.ts';
import { offset } from '../../src/shared/log/offset.ts';
import { MemoryBoard } from './memory-work.ts';
import { testNotice } from './test-notice.ts';

/** How a service settles what is not clear: by key, by being asked, or not at all. */
export type SettlesBy = Settling['by'];

// Longer than the first pause before a notice is tried again.
const leaseMs = 3_000;
const mostSteps = 20_000;
const never = new AbortController().signal;

/**
 * Copies of a notifier that tell one service of a partition's notices, in a time of their own: steps
 * take as long as a seed says, some very long; copies die in the middle of any of them, several
 * believe that the partition is theirs; the service answers, loses the answer, says "later", or says
 * no. All that happens hangs on the seed.
 */
export class TellingWorld {
  /** What the service took, by the notice's id, as often as it took it. */
  readonly taken: string[] = [];
  readonly board = new MemoryBoard([0]);
  readonly notices: readonly Notice[];
  private readonly random: SeededRandom;
  private readonly by: SettlesBy;
  private readonly events: { readonly at: number; readonly run: () => void }[] = [];
  private readonly living = new Set<number>();
  private copies = 0;
  private now = 0;
  private isDone = false;
  private failure: unknown = null;

  constructor(seed: number, by: SettlesBy) {
    this.random = new SeededRandom(seed);
    this.by = by;
    this.notices = Array.from({ length: 5 }, (_, at) => noticeAt(at));
  }

  /** Runs until a copy is through; throws where none gets there. `troubles`: copies that come and go meanwhile. */
  async run(troubles: number): Promise<void> {
    this.start();
    for (let left = troubles; left > 0; left--) {
      this.after(this.random.between(1, 4 * leaseMs), () => this.trouble());
    }
    for (let step = 0; ; step++) {
      await nextTurn();
      if (this.isDone) return;
      this.events.sort((a, b) => a.at - b.at);
      const next = this.events.shift();
      if (this.failure) throw this.failure;
      if (!next || step > mostSteps) throw new Error(`No copy gets through by ${this.now} ms.`);
      this.now = next.at;
      next.run();
    }
  }

  /** What was written down of each notice at last: its state, in their order. */
  states(): readonly string[] {
    const [{ notes } = { notes: new Map<string, Uint8Array>() }] = this.board.partitions;
    return this.notices.map(({ id }) => {
      const said = notes.get(id);
      return said ? (JSON.parse(Buffer.from(said).toString()) as { state: string }).state : 'none';
    });
  }

  private trouble(): void {
    if (this.random.chance(0.5)) this.living.delete(this.random.pick([...this.living]));
    // Whoever is left, somebody else takes the partition too.
    this.start();
  }

  private start(): void {
    const copy = this.copies++;
    this.living.add(copy);
    this.work(copy, this.board.open('start')).catch((error: unknown) => {
      this.failure = error;
    });
  }

  private async work(copy: number, work: SharedWork): Promise<void> {
    const parts = this.partsOf(copy);
    while (!this.isDone) {
      try {
        await this.pause(copy);
        const hold = this.slow(copy, await work.take(0, never));
        const teller = new PartitionTeller(hold, parts);
        const left = this.notices.filter((notice) => notice.offset >= hold.next);
        await teller.tell(left, offset(this.notices.length), never);
        await teller.putDownPosition();
        this.isDone = true;
      } catch (error) {
        if (!(error instanceof HoldLostError)) throw error;
        // Sooner or later the group tells all but one that the partition is not theirs.
        if (copy !== Math.max(...this.living) && this.random.chance(0.5)) return;
      }
    }
  }

  private partsOf(copy: number): TellingParts {
    const [ahead, skew] = [this.random.between(0, 1e6), this.random.between(-500, 500)];
    const clock: Clock = {
      now: () => this.now + skew,
      elapsed: () => this.now + ahead,
      sleep: (ms) => this.wait(copy, ms),
      signalAfter: (ms) => {
        const stop = new AbortController();
        this.after(ms, () => stop.abort());
        return stop.signal;
      },
    };
    const pace = new Pace(clock);
    return { clock, pace, leaseMs, destination: this.serviceFor(copy), report: () => {} };
  }

  /** What is written takes a while to get there, and the answer a while to come back. */
  private slow(copy: number, hold: Hold): Hold {
    return {
      ...hold,
      write: async (notes, next) => {
        await this.pause(copy);
        // An answer that nobody waits for any more is no failure.
        const written = hold.write(notes, next);
        written.catch(() => undefined);
        await this.pause(copy);
        await written;
      },
    };
  }

  private serviceFor(copy: number): Destination {
    const look = async ({ id }: Notice): Promise<Looked> => {
      await this.pause(copy);
      if (this.random.chance(0.1)) return { kind: 'cannot_look', text: 'busy' };
      return this.taken.includes(id) ? 'told' : 'not_told';
    };
    return {
      settling: this.by === 'look' ? { by: 'look', look } : { by: this.by },
      tell: (notice, signal) => this.request(copy, notice, signal),
    };
  }

  /**
   * A request that has left may arrive up to a lease after its time was up, whether or not its
   * sender lives, or not at all.
   */
  private async request(copy: number, { id }: Notice, signal: AbortSignal): Promise<Outcome> {
    const answered = Promise.withResolvers<Outcome>();
    const answer = (outcome: Outcome) =>
      this.after(this.delay(), () => this.living.has(copy) && answered.resolve(outcome));
    const arrive = () => {
      if (this.by !== 'again' || !this.taken.includes(id)) this.taken.push(id);
    };
    const [isAway, isLimited] = [this.random.chance(0.1), this.random.chance(0.1)];
    if (signal.aborted) answer({ kind: 'not_told', text: 'too late' });
    else if (isAway) answer({ kind: 'not_told', text: 'later' });
    else if (isLimited) {
      const pauseMs = this.random.between(0, 2 * leaseMs);
      answer({ kind: 'not_told', text: 'not so fast', pauseMs });
    } else {
      const cut = () => {
        isCut = true;
        if (this.random.chance(0.5)) this.after(this.random.between(0, leaseMs - 1), arrive);
        answer({ kind: 'unclear', text: 'cut' });
      };
      let isCut = false;
      signal.addEventListener('abort', cut, { once: true });
      this.after(this.delay(), () => {
        if (isCut) return;
        signal.removeEventListener('abort', cut);
        arrive();
        answer(this.random.chance(0.25) ? { kind: 'unclear', text: 'lost' } : { kind: 'told' });
      });
    }
    return answered.promise;
  }

  private pause(copy: number): Promise<void> {
    return this.wait(copy, this.delay());
  }

  /** Mostly short, sometimes longer than a lease. */
  private delay(): number {
    return this.random.chance(0.85)
      ? this.random.between(1, 30)
      : this.random.between(1, 2.5 * leaseMs);
  }

  /** Never ends for who died meanwhile. */
  private wait(copy: number, ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, () => this.living.has(copy) && resolve()));
  }

  private after(ms: number, run: () => void): void {
    this.events.push({ at: this.now + ms, run });
  }
}

function noticeAt(at: number): Notice {
  return testNotice({ id: `notice-${at}`, offset: at });
}
