import { FenceWatch } from '../../../../src/main/log/kafka/fence-watch.ts';
import { TopicWatch } from '../../../../src/main/log/kafka/topic-watch.ts';
import { beginKafkaTurn } from '../../../../src/main/log/kafka/write-turn.ts';
import { LogFaultError } from '../../../../src/main/log/log-port.ts';
import { noHeaders } from '../../../../src/shared/log/headers.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import { answerOf, metadataOf, scriptedCluster } from './scripted-cluster.ts';

/** A signal that does not fire. */
export const never = new AbortController().signal;
/** Three records for two partitions. */
export const records = [0, 1, 0].map((partition) => ({
  partition,
  key: Uint8Array.of(1),
  value: Uint8Array.of(2),
  headers: noHeaders,
}));
const outOfReach = () => {
  throw new LogFaultError({ code: 'log_out_of_reach', text: 'gone', fatal: false });
};

/** Error codes by the name of a request, in turn. */
export type Answers = { readonly [name: string]: readonly (number | 'lost')[] };

/** A log of a cluster that answers each request by its list of error codes, the last one for good. */
export function logOf(answers: Answers, onAsk: (name: string) => void = () => {}) {
  const asked: string[] = [];
  const next = (name: string) => {
    const list = answers[name] ?? [0];
    const index = asked.filter((before) => before === name).length;
    asked.push(name);
    onAsk(name);
    const answer = list[Math.min(index, list.length - 1)];
    return answer === 'lost' ? outOfReach() : (answer ?? 0);
  };
  const stamp = { transactionalId: 'id', producerId: 1n, epoch: 0 };
  const mayWrite = () => next('mayWrite') === 0;
  const link = scriptedCluster({
    metadata: () => metadataOf([1, 1], 'AAAA', mayWrite()),
    fetch: () => answerOf([]),
    offsets: () => [0, 1].map((partition) => ({ partition, error: 0, offset: offset(5) })),
    others: {
      FindCoordinator: () => ({ error: next('FindCoordinator'), node: 1 }),
      InitProducerId: () => ({ error: next('InitProducerId'), stamp }),
      AddPartitionsToTxn: () => next('AddPartitionsToTxn'),
      EndTxn: () => next('EndTxn'),
      Produce: () => {
        const error = next('Produce');
        return [0, 1].map((partition) => ({ partition, error, baseOffset: 10 + partition }));
      },
    },
  });
  const watch = new TopicWatch(link, 'users');
  const fence = new FenceWatch({ link, watch });
  const begin = (signal = never, expected?: () => Promise<readonly number[]>) =>
    beginKafkaTurn({ link, asking: link, watch, fence }, { signal, expected });
  return { fence, begin, asked: () => asked.filter((name) => name !== 'mayWrite') };
}

/** A turn of such a log, and what was asked so far. */
export async function turnOf(answers: Answers) {
  const { begin, asked } = logOf(answers);
  const turn = await begin();
  return { turn, asked };
}

/** What came of one append. */
export async function appendWith(answers: Answers, wanted = records) {
  const { turn, asked } = await turnOf(answers);
  if (!turn.ok) throw new Error(turn.error.text);
  const appended = await turn.value.append(wanted);
  await turn.value.close();
  return { code: appended.ok ? 'ok' : appended.error.code, appended, asked: asked() };
}
