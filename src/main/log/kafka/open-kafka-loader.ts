import { setTimeout as sleep } from 'node:timers/promises';
import { LogFaultError, type NewRecord } from '../log-port.ts';
import { encodeBatch } from './batch/encode-batch.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { errorCodes, faultOf, isMovedLeader } from './protocol-error.ts';
import { TopicWatch } from './topic-watch.ts';
import { produceCall } from './wire/produce-call.ts';

/** A record with a time of its own (ms since 1970) and perhaps no key or value. */
export type LoadedRecord = Omit<NewRecord, 'key' | 'value'> & {
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
};

/** Fills topics with records that keep their times: samples and tests, never commands. */
export type KafkaLoader = {
  /** Appends in the order given, partition by partition; rejects with `LogFaultError`. */
  load(records: readonly LoadedRecord[]): Promise<void>;
  /** Appends batches that are already encoded, one after the other. */
  loadBatch(partition: number, batch: Uint8Array): Promise<void>;
  close(): Promise<void>;
};

const batchRecords = 2_000;
const pausesMs = [50, 200, 500, 1_000];

/** Opens a loader; it connects when first used. */
export function openKafkaLoader(connection: KafkaConnection, topic: string): KafkaLoader {
  const link = new KafkaLink({ connection, topic, onNote: () => {} });
  const watch = new TopicWatch(link, topic);
  const loadBatch = async (partition: number, batch: Uint8Array) => {
    for (const pause of [...pausesMs, null]) {
      const leader = (await watch.current()).leaders.get(partition)?.leader ?? -1;
      const request = { topic, transactionalId: null, batches: [{ partition, batch }] };
      const answer = leader < 0 ? [] : await link.ask(leader, () => produceCall(request));
      const error = answer[0]?.error ?? errorCodes.leaderNotAvailable;
      if (error === errorCodes.none) return;
      if (!isMovedLeader(error) || pause === null) {
        throw new LogFaultError(faultOf(error, `append to partition ${partition}`, partition));
      }
      watch.markStale();
      await sleep(pause);
    }
  };
  return {
    loadBatch,
    load: async (records) => {
      for (const [partition, group] of Map.groupBy(records, (record) => record.partition)) {
        for (let at = 0; at < group.length; at += batchRecords) {
          await loadBatch(partition, encodeBatch(group.slice(at, at + batchRecords)));
        }
      }
    },
    close: () => link.close(),
  };
}
