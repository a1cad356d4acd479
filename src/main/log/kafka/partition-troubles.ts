import type { Cut } from '../../../shared/log/cut.ts';
import { LogFaultError } from '../log-port.ts';
import { errorCodes, faultOf } from './protocol-error.ts';

type Trouble = {
  readonly since: number;
  readonly error: number;
  triedAt: number;
  toldAt: number;
};

const patienceMs = 20_000;
const restMs = 200;

/**
 * Remembers since when partitions cannot be read while others can. Leaders move often and come
 * back within seconds; a partition that stays silent for longer is told of, again and again.
 */
export class PartitionTroubles {
  private readonly troubles = new Map<number, Trouble>();

  begin(partition: number, error: number): void {
    const now = Date.now();
    const trouble = this.troubles.get(partition);
    if (trouble) trouble.triedAt = now;
    else this.troubles.set(partition, { since: now, error, triedAt: now, toldAt: now });
  }

  /** True where a partition was refused a moment ago: asking again at once would only make noise. */
  rests(partition: number): boolean {
    const trouble = this.troubles.get(partition);
    return trouble !== undefined && Date.now() - trouble.triedAt < restMs;
  }

  end(partition: number): void {
    this.troubles.delete(partition);
  }

  /** Throws the fault of a wanted partition that has been silent for 20 s, at most once in 20 s. */
  throwOverdue(wanted: Cut): void {
    const now = Date.now();
    for (const [partition, trouble] of this.troubles) {
      if (wanted[partition] === undefined) this.troubles.delete(partition);
      else if (now - trouble.toldAt >= patienceMs) {
        trouble.toldAt = now;
        throw new LogFaultError(faultOfTrouble(partition, trouble, now));
      }
    }
  }
}

function faultOfTrouble(partition: number, { error, since }: Trouble, now: number) {
  if (error === errorCodes.corruptMessage) return faultOf(error, 'read', partition);
  const seconds = Math.round((now - since) / 1000);
  const text = `Partition ${partition} has had no leader that answers for ${seconds} s.`;
  return { code: 'log_out_of_reach', text, fatal: false, partition } as const;
}
