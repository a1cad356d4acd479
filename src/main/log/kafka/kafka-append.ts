import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import {
  type AppendedRecord,
  type AppendFault,
  LogFaultError,
  type NewRecord,
} from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { batchesOf, placesOf } from './partition-batches.ts';
import { errorCodes, faultOf, isDenied, isPassingWrite } from './protocol-error.ts';
import type { TopicWatch } from './topic-watch.ts';
import { type ProduceRequest, produceCall } from './wire/produce-call.ts';
import {
  addPartitionsCall,
  endTransactionCall,
  type ProducerStamp,
} from './wire/transaction-calls.ts';

const pausesMs = [50, 200, 500, 1_000];
const longestEndingMs = 4_000;

const lostTurnCodes: ReadonlySet<number> = new Set([
  errorCodes.invalidProducerEpoch,
  errorCodes.producerFenced,
  errorCodes.invalidTransactionState,
  errorCodes.invalidProducerIdMapping,
]);

const lostTurn: AppendFault = {
  code: 'lost_turn',
  text: 'Somebody else took the turn to write: nothing was written.',
};

/**
 * One atomic append under the stamp of a turn: all of its records are committed, or none. Under the
 * same stamp `written` records were appended before, to the one partition that all of them are for.
 */
export class KafkaAppend {
  private readonly parts: { readonly link: Asker; readonly watch: TopicWatch };
  private readonly stamp: ProducerStamp;
  private readonly written: number;
  private state: 'unused' | 'begun' | 'appending' | 'ended' = 'unused';
  private readonly reached = new Set<number>();
  private adding: Promise<AppendFault | null> = Promise.resolve(null);

  constructor(
    parts: { readonly link: Asker; readonly watch: TopicWatch },
    stamp: ProducerStamp,
    written = 0,
  ) {
    this.parts = parts;
    this.stamp = stamp;
    this.written = written;
  }

  /**
   * Has the coordinator add partitions to the transaction before it is known what will be written
   * there. Nobody can read anything of it, and `close` takes it back.
   */
  reach(partitions: readonly number[]): void {
    const missing = partitions.filter((partition) => !this.reached.has(partition));
    if (missing.length === 0 || !this.isOpen()) return;
    this.state = 'begun';
    for (const partition of missing) this.reached.add(partition);
    const before = this.adding;
    const add = () => this.settle(() => this.addPartitions(missing));
    this.adding = before.then((fault) => fault ?? add());
    // Awaited by who appends or closes: until then a failure must not go unhandled.
    this.adding.catch(() => undefined);
  }

  /** Writes every record or none. A turn appends once; a second call is a bug and throws. */
  async append(
    records: readonly NewRecord[],
    before?: () => void,
  ): Promise<Result<readonly AppendedRecord[], AppendFault>> {
    if (!this.isOpen()) throw new Error('A turn appends once, before it is closed.');
    const { producerId, epoch: producerEpoch } = this.stamp;
    const stamp = { producerId, producerEpoch, baseSequence: this.written, transactional: true };
    const batches = batchesOf(records, stamp);
    this.reach([...batches.keys()]);
    this.state = 'appending';
    // What comes before may take its time: the coordinator works meanwhile, and nobody sees a thing of it.
    if (before) await nextTurn();
    before?.();
    const added = await this.adding;
    if (added !== null) return err(added);
    const bases = new Map<number, number>();
    const produced = await this.settle(() => this.produce(batches, bases));
    if (produced !== null) return err(produced);
    const committed = await this.commit();
    if (committed !== null) return err(committed);
    this.state = 'ended';
    return ok(placesOf(records, bases));
  }

  /** Aborts what was begun and not committed, so that readers are not held back until it times out. */
  async close(): Promise<void> {
    const { state } = this;
    this.state = 'ended';
    if (state === 'unused' || state === 'ended') return;
    // A request still under way would begin the transaction anew behind its end.
    await this.adding.catch(() => null);
    await this.askCoordinator(() => endTransactionCall(this.stamp, false)).catch(() => {});
  }

  private isOpen(): boolean {
    return this.state === 'unused' || this.state === 'begun';
  }

  private async addPartitions(partitions: readonly number[]): Promise<number> {
    const { topic } = (await this.parts.watch.current()).identity;
    const add = () => addPartitionsCall(this.stamp, topic, partitions);
    let error = await this.askCoordinator(add);
    // Who writes on under a stamp comes back while the transaction before is still being ended.
    for (let pause = 1; this.written > 0 && pause < longestEndingMs; pause *= 2) {
      if (error !== errorCodes.concurrentTransactions) break;
      await sleep(pause);
      error = await this.askCoordinator(add);
    }
    return error;
  }

  /** Sends the batches that have no place yet; the same sequence numbers make sending twice harmless. */
  private async produce(
    batches: ReadonlyMap<number, Uint8Array>,
    bases: Map<number, number>,
  ): Promise<number> {
    const { identity, leaders } = await this.parts.watch.current();
    const byNode = new Map<number, { partition: number; batch: Uint8Array }[]>();
    for (const [partition, batch] of batches) {
      if (bases.has(partition)) continue;
      const node = leaders.get(partition)?.leader ?? -1;
      if (node < 0) return errorCodes.leaderNotAvailable;
      byNode.set(node, [...(byNode.get(node) ?? []), { partition, batch }]);
    }
    const { transactionalId } = this.stamp;
    let error: number = errorCodes.none;
    for (const [node, wanted] of byNode) {
      const request: ProduceRequest = { topic: identity.topic, transactionalId, batches: wanted };
      for (const done of await this.parts.link.ask(node, () => produceCall(request))) {
        if (done.error === errorCodes.none) bases.set(done.partition, done.baseOffset);
        else error = done.error;
      }
    }
    return error;
  }

  /** Tries until it is done or refused for good; null when done. Nothing is visible before the commit. */
  private async settle(attempt: () => Promise<number>): Promise<AppendFault | null> {
    let text = '';
    for (const pause of [...pausesMs, null]) {
      const error = await attempt().catch((fault: unknown) => {
        if (!(fault instanceof LogFaultError) || fault.fault.fatal) throw fault;
        text = fault.fault.text;
        return errorCodes.coordinatorNotAvailable;
      });
      if (error === errorCodes.none) return null;
      if (lostTurnCodes.has(error) || error === errorCodes.concurrentTransactions) return lostTurn;
      if (isDenied(error)) throw new LogFaultError(faultOf(error, 'write to this topic'));
      if (!isPassingWrite(error)) text = `The broker refused the records (error ${error}).`;
      if (!isPassingWrite(error) || pause === null) break;
      this.parts.watch.markStale();
      await sleep(pause);
    }
    return { code: 'log_out_of_reach', text: text || 'No broker took the records.' };
  }

  /**
   * Once a commit was sent and its answer lost, only a clear "yes" to the same commit counts.
   * "Concurrent transactions" is an answer: somebody is taking the turn, and this commit did nothing.
   */
  private async commit(): Promise<AppendFault | null> {
    let answerLost = false;
    let text = '';
    for (const pause of [...pausesMs, null]) {
      const error = await this.askCoordinator(() => endTransactionCall(this.stamp, true)).catch(
        () => null,
      );
      if (error === errorCodes.none) return null;
      if (error === null || error === errorCodes.unknown) answerLost = true;
      else if (lostTurnCodes.has(error)) return this.refusedCommit(answerLost);
      else text = `The cluster refused to commit (error ${error}): nothing was written.`;
      if (pause === null || (error !== null && !mayPass(error))) break;
      await sleep(pause);
    }
    if (!answerLost) return { code: 'log_out_of_reach', text };
    this.state = 'ended';
    return { code: 'unknown', text: 'The answer to the commit was lost: only the log knows.' };
  }

  private refusedCommit(answerLost: boolean): AppendFault {
    this.state = 'ended';
    if (!answerLost) return lostTurn;
    return {
      code: 'unknown',
      text: 'The commit was sent, then the turn was lost: only the log knows.',
    };
  }

  private askCoordinator(call: () => ReturnType<typeof endTransactionCall>): Promise<number> {
    const { transactionalId } = this.stamp;
    return this.parts.link.ask({ transactionalId }, call);
  }
}

function mayPass(error: number): boolean {
  const undecided = error === errorCodes.concurrentTransactions || error === errorCodes.unknown;
  return isPassingWrite(error) || undecided;
}
