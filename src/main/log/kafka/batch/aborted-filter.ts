import type { AbortedTransaction } from '../wire/fetch-call.ts';

/**
 * Tells which batches belong to aborted transactions while a record set is read in offset order. A
 * producer's abort holds from its transaction's first offset to its marker, so transactions of
 * several producers may overlap, and one producer may abort again and again (KIP-98).
 */
export class AbortedFilter {
  private readonly waiting: AbortedTransaction[];
  private readonly open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    // Last first, so that the next one to open stands at the end.
    this.waiting = [...aborted].sort((a, b) => b.firstOffset - a.firstOffset);
  }

  /** True where the transactional batch that ends at `lastOffset` (inclusive) was aborted. */
  holds(producerId: bigint, lastOffset: number): boolean {
    this.openUpTo(lastOffset);
    return this.open.has(producerId);
  }

  /** Passes the abort marker of a producer. */
  passAbortMarker(producerId: bigint, markerOffset: number): void {
    this.openUpTo(markerOffset);
    this.open.delete(producerId);
  }

  private openUpTo(lastOffset: number): void {
    for (let next = this.waiting.at(-1); next; next = this.waiting.at(-1)) {
      if (next.firstOffset > lastOffset) return;
      this.open.add(next.producerId);
      this.waiting.pop();
    }
  }
}
