import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import {
  type AppendFault,
  LogFaultError,
  type PartitionBounds,
  type WriteTurn,
} from '../log-port.ts';
import { KafkaAppend } from './kafka-append.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import type { TopicWatch } from './topic-watch.ts';
import { initProducerIdCall, type ProducerStamp } from './wire/transaction-calls.ts';

/** What a turn is taken and held through. */
export type TurnParts = {
  readonly link: Asker;
  readonly watch: TopicWatch;
  bounds(): Promise<readonly PartitionBounds[]>;
};

const takeWithinMs = 5_000;
const firstPauseMs = 3;
const longestPauseMs = 200;
// An append takes milliseconds; a writer that dies in the middle holds back all readers this long.
const transactionTimeoutMs = 10_000;

const passing: ReadonlySet<number> = new Set([
  // Whoever held the turn is being aborted, or the coordinator is only just there.
  errorCodes.concurrentTransactions,
  errorCodes.coordinatorLoading,
  errorCodes.coordinatorNotAvailable,
  errorCodes.notCoordinator,
]);

/**
 * Takes the turn to write: initialises the log's one transactional id, which fences whoever held
 * it. `end` is captured after that, and nothing that the turn's holders wrote stands above it.
 */
export async function beginKafkaTurn(
  parts: TurnParts,
  signal: AbortSignal,
): Promise<Result<WriteTurn, AppendFault>> {
  try {
    return await takeTurnAt(parts, signal);
  } catch (error) {
    // Out of reach is an ordinary "no" here: nothing was sent.
    const { fault } = error instanceof LogFaultError ? error : { fault: null };
    if (fault?.code !== 'log_out_of_reach') throw error;
    return err({ code: fault.code, text: fault.text });
  }
}

async function takeTurnAt(
  parts: TurnParts,
  signal: AbortSignal,
): Promise<Result<WriteTurn, AppendFault>> {
  const { cluster, topic } = (await parts.watch.current()).identity;
  const taken = await takeTurn(parts.link, `playhead.${cluster}.${topic}.commands`, signal);
  if (!taken.ok) return taken;
  const bounds = await parts.bounds();
  // The high watermark, not the stable offset: another application's open transaction may stand
  // below what this turn's holders have committed, and that must be read too before deciding.
  const end: { [partition: number]: Offset } = {};
  for (const { partition, highWatermark } of bounds) end[partition] = highWatermark;
  const append = new KafkaAppend(parts, taken.value);
  return ok({
    end,
    append: (records) => append.append(records),
    close: () => append.close(),
  });
}

async function takeTurn(
  link: Asker,
  transactionalId: string,
  signal: AbortSignal,
): Promise<Result<ProducerStamp, AppendFault>> {
  const deadline = Date.now() + takeWithinMs;
  let pause = firstPauseMs;
  while (!signal.aborted) {
    const { error, stamp } = await initProducer(link, transactionalId, deadline);
    if (error === errorCodes.none) return ok(stamp);
    if (!passing.has(error)) throw new LogFaultError(faultOf(error, 'take the turn to write'));
    if (Date.now() > deadline) {
      const text = 'Somebody else holds the turn to write and does not let go.';
      return err({ code: 'lost_turn', text });
    }
    await sleep(pause);
    pause = Math.min(pause * 2, longestPauseMs);
  }
  return err({ code: 'log_out_of_reach', text: 'The turn to write was not waited for.' });
}

/** A coordinator that is away for a moment counts as not available; one that stays away is a fault. */
async function initProducer(link: Asker, transactionalId: string, deadline: number) {
  try {
    return await link.ask({ transactionalId }, () =>
      initProducerIdCall(transactionalId, transactionTimeoutMs),
    );
  } catch (error) {
    const fatal = !(error instanceof LogFaultError) || error.fault.fatal;
    if (fatal || Date.now() > deadline) throw error;
    const stamp = { transactionalId, producerId: -1n, epoch: -1 };
    return { error: errorCodes.coordinatorNotAvailable, stamp };
  }
}
