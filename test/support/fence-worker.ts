import process from 'node:process';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { type Cut, partitionsOf } from '../../src/shared/log/cut.ts';
import { noHeaders } from '../../src/shared/log/headers.ts';
import { type Offset, offset } from '../../src/shared/log/offset.ts';

// A process of its own that counts up in a topic until it is killed: it reads all there is under
// its turn, appends the number of records it saw, and begins again. `node fence-worker.ts <brokers> <topic>`

const [brokers = '', topic = ''] = process.argv.slice(2);
const never = new AbortController().signal;
const utf8 = new TextEncoder();

async function countTo(log: Log, end: Cut, place: { position: Cut; seen: number }): Promise<void> {
  const behind = () =>
    partitionsOf(end).some((p) => (place.position[p] ?? 0) < (end[p] ?? (0 as Offset)));
  while (behind()) {
    const limits = { maxBytes: 1 << 20, maxWaitMs: 200, signal: never };
    for (const chunk of await log.fetch(place.position, limits)) {
      place.position = { ...place.position, [chunk.partition]: chunk.next };
      place.seen += chunk.records.length;
    }
  }
}

async function run(): Promise<void> {
  const log = openKafkaLog({ connection: { brokers: brokers.split(',') }, topic });
  const partitions = (await log.bounds()).map(({ partition }) => partition);
  const start = Object.fromEntries(partitions.map((partition) => [partition, offset(0)]));
  const place = { position: start as Cut, seen: 0 };
  for (;;) {
    const turn = await log.beginWrite(never);
    if (!turn.ok) continue;
    await countTo(log, turn.value.end, place);
    const value = utf8.encode(`${place.seen}`);
    // Two records in two partitions: both or none.
    const [first = 0, second = 0] = [place.seen, place.seen + 1].map((n) => n % partitions.length);
    const record = { key: utf8.encode('k'), value, headers: noHeaders };
    await turn.value.append([
      { ...record, partition: first },
      { ...record, partition: second },
    ]);
    await turn.value.close();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  }
}

await run();
