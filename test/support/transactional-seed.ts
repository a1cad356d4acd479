import { type BatchRecord, encodeBatch } from '../../src/main/log/kafka/batch/encode-batch.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { KafkaLink } from '../../src/main/log/kafka/kafka-link.ts';
import { TopicWatch } from '../../src/main/log/kafka/topic-watch.ts';
import { produceCall } from '../../src/main/log/kafka/wire/produce-call.ts';
import {
  addPartitionsCall,
  endTransactionCall,
  initProducerIdCall,
  type ProducerStamp,
} from '../../src/main/log/kafka/wire/transaction-calls.ts';

/** A transactional producer under a test's control, so that transactions can overlap as it likes. */
export type TestProducer = {
  send(partition: number, records: readonly BatchRecord[]): Promise<void>;
  end(commits: boolean): Promise<void>;
  close(): Promise<void>;
};

const timeoutMs = 60_000;

/** Takes a transactional id; each `end` ends what was sent since the one before. */
export async function openTestProducer(
  connection: KafkaConnection,
  topic: string,
  transactionalId: string,
): Promise<TestProducer> {
  const link = new KafkaLink({ connection, topic, onNote: () => {} });
  const watch = new TopicWatch(link, topic);
  const coordinate = <Answer>(call: Parameters<typeof link.ask<Answer>>[1]) =>
    link.ask({ transactionalId }, call);
  const stamp = await takeId(() =>
    coordinate(() => initProducerIdCall(transactionalId, timeoutMs)),
  );
  const sequences = new Map<number, number>();
  return {
    send: async (partition, records) => {
      await untilDone(() => coordinate(() => addPartitionsCall(stamp, topic, [partition])));
      const baseSequence = sequences.get(partition) ?? 0;
      sequences.set(partition, baseSequence + records.length);
      const { producerId, epoch: producerEpoch } = stamp;
      const head = { producerId, producerEpoch, baseSequence, transactional: true };
      const batches = [{ partition, batch: encodeBatch(records, head) }];
      const leader = (await watch.current()).leaders.get(partition)?.leader ?? -1;
      const answers = await link.ask(leader, () =>
        produceCall({ topic, transactionalId, batches }),
      );
      for (const { error } of answers) if (error !== 0) throw new Error(`produce: error ${error}`);
    },
    end: (commits) => untilDone(() => coordinate(() => endTransactionCall(stamp, commits))),
    close: () => link.close(),
  };
}

async function takeId(
  init: () => Promise<{ error: number; stamp: ProducerStamp }>,
): Promise<ProducerStamp> {
  let taken: ProducerStamp | null = null;
  await untilDone(async () => {
    const { error, stamp } = await init();
    taken = stamp;
    return error;
  });
  if (!taken) throw new Error('no producer id');
  return taken;
}

/** Repeats a request while the coordinator says "not yet". */
async function untilDone(attempt: () => Promise<number>): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const error = await attempt().catch(() => 15);
    if (error === 0) return;
    if (![14, 15, 16, 51].includes(error)) throw new Error(`transaction: error ${error}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the coordinator never got ready');
}
