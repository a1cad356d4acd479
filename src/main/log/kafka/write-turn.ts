import { err, ok, type Result } from '../../../shared/kit/result.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { type AppendFault, LogFaultError, type WriteTurn } from '../log-port.ts';
import type { FenceWatch } from './fence-watch.ts';
import { KafkaAppend } from './kafka-append.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import { readEnds } from './read-bounds.ts';
import { type IdRefused, notWanted, takeTransactionalId } from './take-transactional-id.ts';
import type { TopicWatch } from './topic-watch.ts';
import { transactionalIdOf } from './transactional-id.ts';
import { freshProducer, UnfencedAppend } from './unfenced-append.ts';

/** What a turn is taken and held through. */
export type TurnParts = {
  readonly link: Asker;
  /** Asks for the end of the log beside what `link` carries. */
  readonly asking: Asker;
  readonly watch: TopicWatch;
  readonly fence: FenceWatch;
};

type Begun = Result<WriteTurn, AppendFault>;

/** What ends the wish for a turn, and where it will most likely write. */
export type TurnWish = {
  readonly signal: AbortSignal;
  readonly expected?: (() => Promise<readonly number[]>) | undefined;
};

/**
 * Takes the turn to write: initialises the log's one transactional id, which fences whoever held
 * it; where the cluster does not let this user, the turn is unfenced. Comes back at once when the
 * signal fires. Rejects with `LogFaultError` where the user may not write at all.
 */
export async function beginKafkaTurn(parts: TurnParts, wish: TurnWish): Promise<Begun> {
  const { signal } = wish;
  if (signal.aborted) return err(notWanted);
  const aborted = Promise.withResolvers<Begun>();
  const taking = takeTurn(parts, wish);
  const givenUp: Begun = err(notWanted);
  const giveUp = () => aborted.resolve(givenUp);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const begun = await Promise.race([taking, aborted.promise]);
    // Nobody has it, and it may have begun a transaction: readers must not wait until that times out.
    if (begun === givenUp) void taking.then(closeIfTaken).catch(() => {});
    return begun;
  } catch (error) {
    parts.fence.markStale();
    // Out of reach is an ordinary "no" here: nothing was sent.
    const { fault } = error instanceof LogFaultError ? error : { fault: null };
    if (fault?.code !== 'log_out_of_reach') throw error;
    return err({ code: fault.code, text: fault.text });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function closeIfTaken(turn: Begun): Promise<void> {
  if (turn.ok) await turn.value.close();
}

async function takeTurn(parts: TurnParts, wish: TurnWish): Promise<Begun> {
  await refuseReaders(parts.watch);
  if (!(await parts.fence.mayTake())) return unfencedTurn(parts);
  const turn = await fencedTurn(parts, wish);
  if (turn.ok) return turn;
  const { error } = turn;
  if (error.code !== 'id_refused') return err(error);
  parts.fence.noteTaken(false);
  return unfencedTurn(parts);
}

async function fencedTurn(
  parts: TurnParts,
  { signal, expected }: TurnWish,
): Promise<Result<WriteTurn, AppendFault | IdRefused>> {
  const transactionalId = transactionalIdOf((await parts.watch.current()).identity);
  const taken = await takeTransactionalId(parts.link, transactionalId, signal);
  if (!taken.ok) return taken;
  parts.fence.noteTaken(true);
  const append = new KafkaAppend(parts, taken.value);
  // The coordinator gets ready while the leaders are asked for the end.
  expected?.()
    .then((partitions) => append.reach(partitions))
    .catch(() => undefined);
  try {
    return ok({
      fence: 'fenced',
      end: await endOf(parts),
      append: (records, before) => append.append(records, before),
      close: () => append.close(),
    });
  } catch (error) {
    await append.close();
    throw error;
  }
}

async function unfencedTurn(parts: TurnParts): Promise<Begun> {
  const append = new UnfencedAppend(parts, await freshProducer(parts.link));
  return ok({
    fence: 'unfenced',
    end: await endOf(parts),
    append: (records, before) => append.append(records, before),
    close: async () => append.close(),
  });
}

/** Who may only read is told before a turn is taken from somebody who may write. */
async function refuseReaders(watch: TopicWatch): Promise<void> {
  if ((await watch.current()).mayWrite) return;
  // The right may have been given since.
  if ((await watch.refresh()).mayWrite) return;
  throw new LogFaultError(faultOf(errorCodes.topicAuthorizationFailed, 'write to this topic'));
}

/**
 * Captured after the turn was taken, so that nothing its earlier holders wrote stands above it. The
 * high watermark, not the stable offset: another application's open transaction may stand below
 * what they have committed, and that must be read too before deciding.
 */
function endOf({ asking, watch }: TurnParts): Promise<Cut> {
  return readEnds(asking, watch);
}
