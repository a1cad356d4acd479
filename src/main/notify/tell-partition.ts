import { type Offset, offset } from '../../shared/log/offset.ts';
import { formatPlace } from '../../shared/log/position.ts';
import type { Hold } from '../log/shared-work-port.ts';
import type { Clock } from './clock.ts';
import type { Destination, Outcome } from './destination.ts';
import { decodeEntry, encodeEntry, type JournalEntry } from './journal-entry.ts';
import type { Notice } from './notice.ts';
import type { Pace } from './pace.ts';
import type { Report } from './report.ts';

/** What telling is done with. */
export type TellingParts = {
  readonly destination: Destination;
  readonly clock: Clock;
  /** The destination's, for all partitions. */
  readonly pace: Pace;
  /**
   * A notice is sent within so many ms of its being put down, or not at all, and arrives within as
   * many again, or not at all. The same for all copies.
   */
  readonly leaseMs: number;
  readonly report: (report: Report) => void;
};

type Ended =
  | Extract<Outcome, { kind: 'told' | 'refused' }>
  | { readonly kind: 'in_doubt'; readonly text: string };
type Attempt = Outcome | Ended;

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const leftBehind = 'Who was telling it ended before it was put down what came of it.';

/**
 * Tells a destination of a partition's notices, in the order of the log and each once. Before one is
 * sent it is put down that it is being told; what came of it is put down in one step with the next
 * offset to work on. Whoever takes the partition and finds a notice that was being told waits until
 * nobody can be sending it any more, and settles it as the destination allows.
 */
export class PartitionTeller {
  private readonly hold: Hold;
  private readonly parts: TellingParts;
  private readonly entries: Map<string, JournalEntry>;
  private readonly othersArriveUntil: number;
  private writtenTo: Offset;
  private reached: Offset;

  constructor(hold: Hold, parts: TellingParts) {
    this.hold = hold;
    this.parts = parts;
    this.entries = entriesOf(hold);
    // They were shut out before this: what they put down before that they may still be sending.
    this.othersArriveUntil = parts.clock.elapsed() + 2 * parts.leaseMs;
    this.writtenTo = this.reached = hold.next;
  }

  /** The next offset to work on. */
  get next(): Offset {
    return this.reached;
  }

  /**
   * Works through all notices below `end`. When the signal fires it ends, rejecting, before the next
   * step that can be left out; else it rejects as `Hold.write` does.
   */
  async tell(notices: readonly Notice[], end: Offset, signal: AbortSignal): Promise<void> {
    for (const notice of notices) {
      signal.throwIfAborted();
      await this.tellOne(notice, signal);
    }
    this.reached = end;
  }

  /** Puts down how far the work is, where that is not put down yet. */
  async putDownPosition(): Promise<void> {
    if (this.writtenTo !== this.reached) await this.write([], this.reached);
  }

  private async tellOne(notice: Notice, signal: AbortSignal): Promise<void> {
    const { clock, leaseMs } = this.parts;
    const known = this.entries.get(notice.id)?.state;
    if (known !== undefined && known !== 'telling' && known !== 'waiting') return;
    const left = this.othersArriveUntil - clock.elapsed();
    let attempt: Attempt =
      known === 'telling'
        ? await this.settle(notice, { text: leftBehind, afterMs: left }, signal)
        : await this.send(notice, signal);
    for (let pauseMs = firstPauseMs; !isEnded(attempt); ) {
      const { kind, text } = attempt;
      if (kind === 'not_told') await this.note(notice, 'waiting', text);
      this.reportWaiting(text);
      // Where it said for how long, its turn waits.
      if (!isPaced(attempt)) {
        await clock.sleep(pauseMs, signal);
        pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      }
      // What was sent may still be on its way there.
      attempt =
        kind === 'not_told'
          ? await this.send(notice, signal)
          : await this.settle(notice, { text, afterMs: leaseMs }, signal);
    }
    await this.end(notice, attempt);
  }

  private async send(notice: Notice, signal: AbortSignal): Promise<Attempt> {
    const { clock, destination, leaseMs, pace } = this.parts;
    await pace.turn(signal);
    const begun = clock.elapsed();
    await this.note(notice, 'telling', null);
    const left = begun + leaseMs - clock.elapsed();
    if (left <= 0) return { kind: 'not_told', text: 'The log took too long to put it down.' };
    const outcome = await destination.tell(notice, clock.signalAfter(left));
    if (outcome.kind === 'told') pace.ease();
    if (isPaced(outcome)) pace.pause(outcome.pauseMs);
    return outcome;
  }

  /** Finds out, `afterMs` from now, whether a notice was told, where the destination lets us; else it is told again, or left in doubt. */
  private async settle(
    notice: Notice,
    { text, afterMs }: { readonly text: string; readonly afterMs: number },
    signal: AbortSignal,
  ): Promise<Attempt> {
    const { clock, destination, leaseMs } = this.parts;
    const { settling } = destination;
    if (settling.by === 'hold') return { kind: 'in_doubt', text };
    if (afterMs > 0) await clock.sleep(afterMs, signal);
    if (settling.by === 'again') return this.send(notice, signal);
    const since = this.entries.get(notice.id)?.at ?? 0;
    const looked = await settling.look(notice, since, clock.signalAfter(leaseMs));
    if (looked === 'told') return { kind: 'told' };
    return looked === 'not_told'
      ? this.send(notice, signal)
      : { kind: 'unclear', text: looked.text };
  }

  private async end(notice: Notice, ended: Ended): Promise<void> {
    const text = ended.kind === 'told' ? null : ended.text;
    await this.note(notice, ended.kind, text, offset(notice.offset + 1));
    const place = formatPlace(notice.partition, notice.offset);
    this.parts.report({ kind: ended.kind, notice: notice.id, place, text });
  }

  private async note(
    notice: Notice,
    state: JournalEntry['state'],
    text: string | null,
    next?: Offset,
  ): Promise<void> {
    const place = formatPlace(notice.partition, notice.offset);
    const entry = { state, place, at: this.parts.clock.now(), text };
    await this.write([{ key: notice.id, value: encodeEntry(entry) }], next);
    this.entries.set(notice.id, entry);
  }

  private async write(notes: Parameters<Hold['write']>[0], next?: Offset): Promise<void> {
    await this.hold.write(notes, next);
    if (next !== undefined) this.writtenTo = this.reached = next;
  }

  private reportWaiting(text: string): void {
    const { partition } = this.hold;
    this.parts.report({ kind: 'waiting', partition, text });
  }
}

function entriesOf({ notes }: Hold): Map<string, JournalEntry> {
  const entries = new Map<string, JournalEntry>();
  for (const [id, bytes] of notes) {
    const entry = decodeEntry(bytes);
    if (entry) entries.set(id, entry);
  }
  return entries;
}

function isPaced(attempt: Attempt): attempt is Attempt & { readonly pauseMs: number } {
  return attempt.kind === 'not_told' && attempt.pauseMs !== undefined;
}

function isEnded(attempt: Attempt): attempt is Ended {
  return attempt.kind !== 'not_told' && attempt.kind !== 'unclear';
}
