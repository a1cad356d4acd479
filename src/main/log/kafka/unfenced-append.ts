import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import {
  type AppendedRecord,
  type AppendFault,
  LogFaultError,
  type NewRecord,
} from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { batchesOf, placesOf } from './partition-batches.ts';
import { errorCodes, faultOf, isDenied, isMovedLeader, isPassingWrite } from './protocol-error.ts';
import type { TopicWatch } from './topic-watch.ts';
import { produceCall } from './wire/produce-call.ts';
import { initProducerIdCall, type ProducerStamp } from './wire/transaction-calls.ts';

/** A producer outside of transactions; null where the cluster gives this user no producer id. */
export type FreshProducer = ProducerStamp<null> | null;

type Appended = Result<readonly AppendedRecord[], AppendFault>;

/** What came of sending once. `mayStand`: the records may be in the log all the same. */
type Sending =
  | { readonly base: number }
  | { readonly error: number; readonly mayStand: boolean; readonly fault: LogFaultError };

const pausesMs = [50, 200, 500, 1_000];

/**
 * A producer id that nobody ever had: the broker knows each of its batches by number, so that
 * sending one twice writes it once, and no append has to do with the one before it.
 */
export async function freshProducer(link: Asker): Promise<FreshProducer> {
  for (const pause of [...pausesMs, null]) {
    const { error, stamp } = await link.ask('any', () => initProducerIdCall(null, 0));
    if (error === errorCodes.none) return stamp;
    if (isDenied(error)) return null;
    if (!isPassingWrite(error) || pause === null) {
      throw new LogFaultError(faultOf(error, 'give out a number to write under'));
    }
    await sleep(pause);
  }
  throw new Error('unreachable: the last round returns or throws');
}

/** One append outside of transactions: one batch to one partition, which a broker takes whole or not. */
export class UnfencedAppend {
  private readonly parts: { readonly link: Asker; readonly watch: TopicWatch };
  private readonly producer: FreshProducer;
  private used = false;

  constructor(
    parts: { readonly link: Asker; readonly watch: TopicWatch },
    producer: FreshProducer,
  ) {
    this.parts = parts;
    this.producer = producer;
  }

  /** Writes every record or none. A turn appends once; a second call is a bug and throws. */
  async append(records: readonly NewRecord[], before?: () => void): Promise<Appended> {
    if (this.used) throw new Error('A turn appends once, before it is closed.');
    this.used = true;
    before?.();
    const { producerId, epoch: producerEpoch } = this.producer ?? {};
    const sequence = this.producer ? { baseSequence: 0 } : {};
    const batches = [...batchesOf(records, { producerId, producerEpoch, ...sequence })];
    const [first, second] = batches;
    if (second) return err(notAtomic);
    if (!first) return ok([]);
    const [partition, batch] = first;
    const sent = await this.send(partition, batch);
    return sent.ok ? ok(placesOf(records, new Map([[partition, sent.value]]))) : sent;
  }

  close(): void {
    this.used = true;
  }

  /** Sends until the broker says yes, or no for good. Only a "yes" makes up for an answer that was lost. */
  private async send(partition: number, batch: Uint8Array): Promise<Result<number, AppendFault>> {
    let mayStand = false;
    let last: LogFaultError | null = null;
    for (const pause of [...pausesMs, null]) {
      const sending = await this.sendOnce(partition, batch);
      if ('base' in sending) return ok(sending.base);
      mayStand ||= sending.mayStand;
      last = sending.fault;
      // Without a number of its own a batch that may stand would be written twice.
      const again = isPassingWrite(sending.error) && (this.producer !== null || !mayStand);
      if (!again || pause === null) break;
      this.parts.watch.markStale();
      await sleep(pause);
    }
    if (mayStand) return err(answerLost);
    if (last?.fault.fatal) throw last;
    return err({ code: 'log_out_of_reach', text: last?.fault.text ?? '' });
  }

  private async sendOnce(partition: number, batch: Uint8Array): Promise<Sending> {
    let wasSent = false;
    try {
      const { identity, leaders } = await this.parts.watch.current();
      const leader = leaders.get(partition)?.leader ?? -1;
      if (leader < 0) return refusal(errorCodes.leaderNotAvailable, false);
      const call = produceCall({
        topic: identity.topic,
        transactionalId: null,
        batches: [{ partition, batch }],
      });
      const [produced] = await this.parts.link.ask(leader, () => ({
        ...call,
        write: (out) => {
          // Written only once there is a connection: from here on nobody knows but the broker.
          wasSent = true;
          call.write(out);
        },
      }));
      const error = produced?.error ?? errorCodes.unknown;
      if (produced && error === errorCodes.none) return { base: produced.baseOffset };
      return refusal(error, this.mayStandDespite(error));
    } catch (fault) {
      if (!(fault instanceof LogFaultError)) throw fault;
      const error = fault.fault.fatal ? errorCodes.unknown : errorCodes.requestTimedOut;
      return { error, mayStand: wasSent, fault };
    }
  }

  /**
   * Some errors come after the leader wrote the batch and before its replicas had it. A number of
   * its own settles that when it is sent again; without one, a leader that moved may have it too.
   */
  private mayStandDespite(error: number): boolean {
    if (afterWriting.has(error)) return true;
    return this.producer === null && isMovedLeader(error) && !beforeWriting.has(error);
  }
}

const afterWriting: ReadonlySet<number> = new Set([
  errorCodes.unknown,
  errorCodes.requestTimedOut,
  errorCodes.notEnoughReplicasAfterAppend,
  errorCodes.duplicateSequenceNumber,
]);

const beforeWriting: ReadonlySet<number> = new Set([
  errorCodes.unknownTopicOrPartition,
  errorCodes.leaderNotAvailable,
]);

const notAtomic: AppendFault = {
  code: 'not_atomic',
  text: 'Records for several partitions can be written all or none only by a user who may use the transactional id of this log: nothing was sent.',
};

const answerLost: AppendFault = {
  code: 'unknown',
  text: 'The answer to the write was lost: only the log knows.',
};

function refusal(error: number, mayStand: boolean): Sending {
  return { error, mayStand, fault: new LogFaultError(faultOf(error, 'take the records')) };
}
