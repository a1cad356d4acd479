import { setTimeout as sleep } from 'node:timers/promises';
import type { Cut } from '../../../shared/log/cut.ts';
import { offset } from '../../../shared/log/offset.ts';
import { LogFaultError, type PartitionBounds } from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf, isMovedLeader } from './protocol-error.ts';
import type { TopicView, TopicWatch } from './topic-watch.ts';
import { type LogEnd, listOffsetsCall } from './wire/list-offsets-call.ts';

const pausesMs = [50, 100, 200, 400, 800, 1_600];

/** Asks the leaders for the bounds of every partition, ascending; a leader that moved is looked for again. */
export async function readBounds(link: Asker, watch: TopicWatch): Promise<PartitionBounds[]> {
  const bounds = await askUntilAnswered(watch, await watch.refresh(), (view) =>
    askLeaders(view, (node, place) => askBounds(link, node, place)),
  );
  return bounds.toSorted((a, b) => a.partition - b.partition);
}

/**
 * Asks the leaders known (at most a minute old) for the high watermark of every partition: one
 * round of questions, since a command waits for it.
 */
export async function readEnds(link: Asker, watch: TopicWatch): Promise<Cut> {
  const ends = await askUntilAnswered(watch, await watch.current(), (view) =>
    askLeaders(view, async (node, place) => {
      const listed = await link.ask(node, () => listOffsetsCall(place, 'high'));
      return refusalIn(listed) ?? listed;
    }),
  );
  return Object.fromEntries(
    ends.map((end) => [end.partition, offset(Math.max(end.offset, 0))] as const),
  );
}

type Refusal = { readonly partition: number; readonly error: number };
type Place = { readonly topic: string; readonly partitions: readonly number[] };
type Asked<Item> = readonly Item[] | Refusal;
type AskNode<Item> = (node: number, place: Place) => Promise<Asked<Item>>;

async function askUntilAnswered<Item>(
  watch: TopicWatch,
  known: TopicView,
  ask: (view: TopicView) => Promise<Asked<Item>>,
): Promise<readonly Item[]> {
  let view = known;
  for (const pause of [...pausesMs, null]) {
    const asked = await ask(view);
    if (isListed(asked)) return asked;
    const { error, partition } = asked;
    if (!isMovedLeader(error) || pause === null) {
      throw new LogFaultError(faultOf(error, `tell the ends of partition ${partition}`, partition));
    }
    await sleep(pause);
    view = await watch.refresh();
  }
  throw new Error('unreachable: the last round returns or throws');
}

/** Asks each leader for its own partitions, all at once. */
async function askLeaders<Item>(
  { identity, leaders }: TopicView,
  askNode: AskNode<Item>,
): Promise<Asked<Item>> {
  const byNode = new Map<number, number[]>();
  for (const { partition, leader } of leaders.values()) {
    if (leader < 0) return { partition, error: errorCodes.leaderNotAvailable };
    byNode.set(leader, [...(byNode.get(leader) ?? []), partition]);
  }
  const asked = await Promise.all(
    [...byNode].map(([node, partitions]) => askNode(node, { topic: identity.topic, partitions })),
  );
  const items: Item[] = [];
  for (const answer of asked) {
    if (!isListed(answer)) return answer;
    items.push(...answer);
  }
  return items;
}

function isListed<Item>(asked: Asked<Item>): asked is readonly Item[] {
  return Array.isArray(asked);
}

function refusalIn(listed: readonly Refusal[]): Refusal | undefined {
  return listed.find(({ error }) => error !== errorCodes.none);
}

async function askBounds(
  link: Asker,
  node: number,
  place: Place,
): Promise<PartitionBounds[] | Refusal> {
  const ask = (end: LogEnd) => link.ask(node, () => listOffsetsCall(place, end));
  // In this order, on one connection: so the start is never above the stable end, nor that above the high one.
  const answers = await Promise.all([ask('start'), ask('stable'), ask('high')]);
  const refused = refusalIn(answers.flat());
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
