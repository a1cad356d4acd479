import type { ApiCall } from './api-call.ts';

/** A producer as the coordinator knows it; a higher epoch of the same id fences the lower ones (KIP-98). */
export type ProducerStamp<Id extends string | null = string> = {
  readonly transactionalId: Id;
  readonly producerId: bigint;
  readonly epoch: number;
};

/**
 * InitProducerId 1: takes the transactional id over and aborts what its holder had open. For null
 * it gives out a producer id that nobody ever had, for writes without transactions.
 */
export function initProducerIdCall<Id extends string | null>(
  transactionalId: Id,
  timeoutMs: number,
): ApiCall<{ readonly error: number; readonly stamp: ProducerStamp<Id> }> {
  return {
    key: 22,
    version: 1,
    name: 'InitProducerId',
    write: (out) => {
      out.string(transactionalId).int32(timeoutMs);
    },
    read: (from) => {
      from.int32(); // throttle time
      const error = from.int16();
      const producerId = from.take(8).readBigInt64BE(0);
      return { error, stamp: { transactionalId, producerId, epoch: from.int16() } };
    },
  };
}

/** AddPartitionsToTxn 1: answers with the first error, 0 for none. */
export function addPartitionsCall(
  { transactionalId, producerId, epoch }: ProducerStamp,
  topic: string,
  partitions: readonly number[],
): ApiCall<number> {
  return {
    key: 24,
    version: 1,
    name: 'AddPartitionsToTxn',
    write: (out) => {
      out.string(transactionalId).int64(producerId).int16(epoch);
      out.array([topic], (name) => {
        out.string(name).array(partitions, (partition) => out.int32(partition));
      });
    },
    read: (from) => {
      from.int32(); // throttle time
      const errors = from.array(() => {
        from.string();
        return from.array(() => {
          from.int32(); // partition
          return from.int16();
        });
      });
      // Where one partition is refused the others say "not attempted": the reason is the other number.
      const refused = errors.flat().filter((error) => error !== 0);
      return refused.find((error) => error !== notAttempted) ?? refused[0] ?? 0;
    },
  };
}

const notAttempted = 55;

/** EndTxn 1: commits or aborts; answers with the error, 0 for none. */
export function endTransactionCall(
  { transactionalId, producerId, epoch }: ProducerStamp,
  commits: boolean,
): ApiCall<number> {
  return {
    key: 26,
    version: 1,
    name: 'EndTxn',
    write: (out) => {
      out.string(transactionalId).int64(producerId).int16(epoch).bool(commits);
    },
    read: (from) => {
      from.int32(); // throttle time
      return from.int16();
    },
  };
}
