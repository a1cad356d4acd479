import type { PackedBatch } from './packed-batch.ts';
import type { StoreFault } from './store-fault.ts';

/** What the thread that writes is told. */
export type ToStoreWriter =
  | { readonly kind: 'write'; readonly batch: PackedBatch }
  | { readonly kind: 'close' };

/** What it answers, once for each batch: written, a fault of the store, or a bug. */
export type FromStoreWriter =
  | { readonly kind: 'written' }
  | { readonly kind: 'fault'; readonly fault: StoreFault }
  | { readonly kind: 'bug'; readonly text: string };
