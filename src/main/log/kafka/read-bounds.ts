import { setTimeout as sleep } from 'node:timers/promises';
import { offset } from '../../../shared/log/offset.ts';
import { LogFaultError, type PartitionBounds } from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf, isMovedLeader } from './protocol-error.ts';
import type { TopicView, TopicWatch } from './topic-watch.ts';
import { type LogEnd, listOffsetsCall } from './wire/list-offsets-call.ts';

const pausesMs = [50, 100, 200, 400, 800, 1_600];

/** Asks the leaders for the bounds of every partition, ascending; a leader that moved is looked for again. */
export async function readBounds(link: Asker, watch: TopicWatch): Promise<PartitionBounds[]> {
  for (const pause of [...pausesMs, null]) {
    const asked = await askLeaders(link, await watch.refresh());
    if (Array.isArray(asked)) return asked;
    if (!isMovedLeader(asked.error) || pause === null) {
      const { error, partition } = asked;
      throw new LogFaultError(faultOf(error, `tell the ends of partition ${partition}`, partition));
    }
    await sleep(pause);
  }
  throw new Error('unreachable: the last round returns or throws');
}

type Refusal = { readonly partition: number; readonly error: number };

async function askLeaders(
  link: Asker,
  { identity, leaders }: TopicView,
): Promise<PartitionBounds[] | Refusal> {
  const byNode = new Map<number, number[]>();
  for (const { partition, leader } of leaders.values()) {
    if (leader < 0) return { partition, error: errorCodes.leaderNotAvailable };
    byNode.set(leader, [...(byNode.get(leader) ?? []), partition]);
  }
  const asked = await Promise.all(
    [...byNode].map(([node, partitions]) =>
      askLeader(link, node, { topic: identity.topic, partitions }),
    ),
  );
  const bounds: PartitionBounds[] = [];
  for (const answer of asked) {
    if (!Array.isArray(answer)) return answer;
    bounds.push(...answer);
  }
  return bounds.sort((a, b) => a.partition - b.partition);
}

async function askLeader(
  link: Asker,
  node: number,
  place: { readonly topic: string; readonly partitions: readonly number[] },
): Promise<PartitionBounds[] | Refusal> {
  const ask = (end: LogEnd) => link.ask(node, () => listOffsetsCall(place, end));
  // In this order, on one connection: so the start is never above the stable end, nor that above the high one.
  const answers = await Promise.all([ask('start'), ask('stable'), ask('high')]);
  const refused = answers.flat().find(({ error }) => error !== errorCodes.none);
  if (refused) return refused;
  const [starts, stables, highs] = answers.map(
    (listed) => new Map(listed.map((item) => [item.partition, Math.max(item.offset, 0)])),
  );
  return place.partitions.map((partition) => {
    const logStart = starts?.get(partition) ?? 0;
    const lastStable = Math.max(stables?.get(partition) ?? 0, logStart);
    const highWatermark = Math.max(highs?.get(partition) ?? 0, lastStable);
    return {
      partition,
      logStart: offset(logStart),
      lastStable: offset(lastStable),
      highWatermark: offset(highWatermark),
    };
  });
}
