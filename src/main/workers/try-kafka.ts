import { FaultError } from '../../shared/contract/fault.ts';
import { parseLogAddress } from '../../shared/log/log-address.ts';
import { testConnection } from '../log/kafka/test-connection.ts';
import type { KafkaProbe } from '../rpc/order-router.ts';
import { kafkaConnection } from './kafka-connection.ts';

/** Tries brokers and a topic without leaving a trace. Rejects with FaultError; `data.topics` names those there are. */
export async function tryKafka(wish: { brokers: string; topic: string }): Promise<KafkaProbe> {
  const address = parseLogAddress(`kafka://${wish.brokers.replaceAll(/\s+/g, '')}/${wish.topic}`);
  if (!address.ok || address.value.kind !== 'kafka') {
    const text = address.ok ? 'Write brokers as host:port.' : address.error;
    throw new FaultError({ code: 'bad_log_address', text });
  }
  const began = performance.now();
  const { brokers, topic } = address.value;
  const report = await testConnection(kafkaConnection(brokers), topic);
  if (!report.ok) {
    const { code, text, topics } = report.error;
    const known = code === 'topic_not_found' || code === 'access_denied';
    throw new FaultError({ code: known ? code : 'log_out_of_reach', text, data: { topics } });
  }
  const { clusterId, partitions, offsets } = report.value;
  return { clusterId, partitions, records: offsets, tookMs: performance.now() - began };
}
