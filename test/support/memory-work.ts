import {
  type FirstPosition,
  type Hold,
  HoldLostError,
  type Note,
  type SharedWork,
} from '../../src/main/log/shared-work-port.ts';
import { type Offset, offset } from '../../src/shared/log/offset.ts';

type Partition = {
  readonly notes: Map<string, Uint8Array>;
  next: Offset | null;
  end: Offset;
  /** How often it was taken: who took it last may write. */
  takes: number;
};

/** What copies share, in memory: the ends of the partitions, what was written down, who has what. */
export class MemoryBoard {
  readonly partitions: readonly Partition[];
  private readonly members: ((partitions: readonly number[]) => void)[] = [];

  constructor(ends: readonly number[]) {
    this.partitions = ends.map((end) => ({
      ...{ notes: new Map(), next: null, end: offset(end), takes: 0 },
    }));
  }

  /** One copy's view of it. */
  open(from: FirstPosition): SharedWork {
    return {
      take: async (partition) => this.take(partition, from),
      join: async (onShare, signal) => {
        this.members.push(onShare);
        this.share();
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        this.members.splice(this.members.indexOf(onShare), 1);
        onShare([]);
        this.share();
      },
      look: async (only) => {
        const all = this.partitions.map(({ notes, next, end }, partition) => ({
          ...{ partition, notes: new Map(notes), next, end },
        }));
        return only === undefined ? all : all.filter(({ partition }) => partition === only);
      },
      show: async () => {},
      close: async () => {},
    };
  }

  private share(): void {
    for (const [index, onShare] of this.members.entries()) {
      const all = this.partitions.map((_, partition) => partition);
      onShare(all.filter((partition) => partition % this.members.length === index));
    }
  }

  private take(number: number, from: FirstPosition): Hold {
    const partition = this.partitions[number];
    if (!partition) throw new Error(`There is no partition ${number}.`);
    const turn = ++partition.takes;
    partition.next ??= from === 'start' ? offset(0) : partition.end;
    return {
      ...{ partition: number, notes: new Map(partition.notes), next: partition.next },
      write: async (notes: readonly Note[], next?: Offset) => {
        if (partition.takes !== turn) throw new HoldLostError(number);
        for (const { key, value } of notes) partition.notes.set(key, value);
        if (next !== undefined) partition.next = next;
      },
    };
  }
}
