import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Broker } from '../../../../scripts/kafka/start-broker.ts';
import type { KafkaConnection } from '../../../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import type { Cut } from '../../../../src/shared/log/cut.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import { freshTopic, startTestBroker, whyNoBroker } from '../../../support/kafka-broker.ts';
import { never, readToEnd, recordsOf, seedRecord, texts } from '../../../support/log-harness.ts';
import { faultOf } from './scripted-cluster.ts';

const why = process.env['PLAYHEAD_TEST_KAFKA']
  ? 'SKIPPED: this suite halts its broker, and PLAYHEAD_TEST_KAFKA names somebody else’s.'
  : await whyNoBroker();
if (why) console.warn(why);

const limits = { maxBytes: 1 << 20, maxWaitMs: 500, signal: never };

describe.skipIf(why)(`a Kafka log${why ? ` (${why})` : ''}`, () => {
  let broker: Broker;
  let connection: KafkaConnection;
  beforeAll(async () => {
    broker = await startTestBroker();
    connection = { brokers: [broker.address] };
  });
  afterAll(() => broker?.stop());

  it('reads and writes on after its broker was stopped and started again', async () => {
    const topic = await freshTopic(connection, 2);
    const loader = openKafkaLoader(connection, topic);
    await loader.load([seedRecord(0, 'before')]);
    await loader.close();
    const log = openKafkaLog({ connection, topic });
    const identity = await log.identity();
    const [chunk] = await log.fetch({ 0: offset(0), 1: offset(0) }, limits);
    expect(chunk?.next).toBe(1);
    const position: Cut = { 0: offset(1), 1: offset(0) };
    const waiting = faultOf(log.fetch(position, { ...limits, maxWaitMs: 10_000 }));
    await sleep(100);
    await broker.halt();
    expect(await waiting).toMatchObject({ code: 'log_out_of_reach', fatal: false });
    expect(await faultOf(log.bounds())).toMatchObject({ code: 'log_out_of_reach', fatal: false });
    const turn = await log.beginWrite(never);
    expect(turn).toMatchObject({ ok: false, error: { code: 'log_out_of_reach' } });
    await broker.resume();
    let attempts = 0;
    while ((await faultOf(log.bounds())) !== null && attempts++ < 20) await sleep(200);
    expect(await log.identity()).toEqual(identity);
    const again = await log.beginWrite(never);
    if (!again.ok) throw new Error(again.error.text);
    const headers = Uint8Array.of(0);
    const record = { partition: 0, key: Uint8Array.of(1), value: Uint8Array.of(65), headers };
    expect(await again.value.append([record])).toMatchObject({ ok: true, value: [{ offset: 1 }] });
    await again.value.close();
    const past = [{ partition: 0, offset: offset(1) }];
    const read = recordsOf(await readToEnd(log, { from: position, past }));
    expect(texts(read)).toEqual(['A']);
    await log.close();
  }, 60_000);
});
