import { openBlock, type RecordBlock } from '../layout/record-block.ts';
import type { RecordBytes } from '../layout/record-form.ts';
import type { PartitionColumns } from './partition-columns.ts';
import type { Memory, Snapshot } from './snapshot.ts';

type Kept = { readonly from: number; readonly until: number; readonly block: RecordBlock };

/** Blocks that are kept open at most: one unpacks to some 140 KB. */
const mostBlocks = 256;

/** Blocks opened lately, by their first place, the one used longest ago first. */
class BlockCache {
  readonly #blocks = new Map<number, Kept>();

  /** The block used last. */
  last: Kept | null = null;

  get(from: number): Kept | undefined {
    const found = this.#blocks.get(from);
    if (found) this.add(found);
    return found;
  }

  add(kept: Kept): void {
    this.#blocks.delete(kept.from);
    this.#blocks.set(kept.from, kept);
    this.last = kept;
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > mostBlocks && oldest !== undefined) this.#blocks.delete(oldest);
  }
}

// Blocks and tails never change; a tail that became part of a block is not asked for any more.
const memory: Memory<BlockCache> = { refresh: (_snapshot, before) => before ?? new BlockCache() };

type Found = { place: number; until: number };

const findSql = (table: string) =>
  `SELECT place, until FROM ${table} WHERE place <= ? ORDER BY place DESC LIMIT 1`;
const [findBlock, findTail] = [findSql('block'), findSql('tail')];
type Packed = { records: number; bytes: Buffer };
const readSql = (table: string) => `SELECT records, bytes FROM ${table} WHERE place = ?`;
const [readBlock, readTail] = [readSql('block'), readSql('tail')];

/** Key, value and headers of the record in a row. */
export function bytesOf(snapshot: Snapshot, columns: PartitionColumns, row: number): RecordBytes {
  const place = columns.placeAt(row);
  const [from, block] = blockAt(snapshot, place);
  return block.record(row - columns.rowFrom(from));
}

function blockAt(snapshot: Snapshot, place: number): [from: number, block: RecordBlock] {
  const cache = snapshot.kept(memory);
  const { last } = cache;
  // Whoever reads on asks for the same block again.
  if (last && place >= last.from && place < last.until) return [last.from, last.block];
  const inBlock = snapshot.first<Found>(findBlock, place);
  const isInBlock = inBlock !== undefined && place < inBlock.until;
  const found = isInBlock ? inBlock : snapshot.first<Found>(findTail, place);
  if (!found || place >= found.until) throw new Error(`No block holds the record at ${place}.`);
  const known = cache.get(found.place);
  if (known && known.until === found.until) return [found.place, known.block];
  const packed = snapshot.first<Packed>(isInBlock ? readBlock : readTail, found.place);
  if (!packed) throw new Error(`The block at ${found.place} is gone.`);
  const block = openBlock(packed.bytes, packed.records);
  cache.add({ from: found.place, until: found.until, block });
  return [found.place, block];
}
