import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { type AppendFault, LogFaultError } from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import { initProducerIdCall, type ProducerStamp } from './wire/transaction-calls.ts';

/** The cluster does not let this user use the id. */
export type IdRefused = { readonly code: 'id_refused' };

const answersWithinMs = 5_000;
const heldOffMostMs = 250;
const firstPauseMs = 3;
const longestPauseMs = 100;
// An append takes milliseconds; a writer that dies in the middle holds back all readers this long.
const transactionTimeoutMs = 10_000;

const coordinatorAway: ReadonlySet<number> = new Set([
  errorCodes.coordinatorLoading,
  errorCodes.coordinatorNotAvailable,
  errorCodes.notCoordinator,
]);

/** The turn is not taken any more: whoever wanted it went away. */
export const notWanted: AppendFault = {
  code: 'lost_turn',
  text: 'The turn to write is no longer wanted.',
};

/**
 * Initialises a transactional id, which fences whoever held it. A holder that is being aborted is
 * waited for 250 ms at most, a coordinator that is away 5 s.
 */
export async function takeTransactionalId(
  link: Asker,
  transactionalId: string,
  signal: AbortSignal,
): Promise<Result<ProducerStamp, AppendFault | IdRefused>> {
  const deadline = Date.now() + answersWithinMs;
  let heldOffUntil = Number.POSITIVE_INFINITY;
  for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
    const { error, stamp } = await initProducer(link, transactionalId, deadline);
    if (error === errorCodes.none) return ok(stamp);
    if (error === errorCodes.transactionalIdAuthorizationFailed) return err({ code: 'id_refused' });
    const now = Date.now();
    if (error === errorCodes.concurrentTransactions) {
      heldOffUntil = Math.min(heldOffUntil, now + heldOffMostMs);
      if (now + pause > heldOffUntil) return err(heldOff);
    } else if (!coordinatorAway.has(error) || now + pause > deadline) {
      throw new LogFaultError(faultOf(error, 'take the turn to write'));
    }
    await sleep(pause);
  }
  return err(notWanted);
}

const heldOff: AppendFault = {
  code: 'lost_turn',
  text: 'Somebody else holds the turn to write and has not let go yet.',
};

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
