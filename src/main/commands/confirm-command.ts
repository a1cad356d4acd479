import type { Receipt } from '../../shared/contract/commands.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { DecisionState } from '../../shared/domain/decision-state.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { sayHeldBack } from './catch-up-patiently.ts';
import type { CommandRun } from './command-run.ts';
import { concernedSubjects } from './concerned-subjects.ts';
import type { Concerned, WrittenEvent } from './ground.ts';
import { moveOn } from './receipts.ts';

const lookEveryMs = 200;

/**
 * Reads back what was appended, however long others hold it back; rejects only where reading
 * stands still or the app closes. What was appended is a fact even then.
 */
export async function readBack(run: CommandRun, receipt: Receipt, end: Cut): Promise<Receipt> {
  let shown = receipt;
  const watching = setInterval(() => {
    shown = sayHeldBack(run, shown);
  }, lookEveryMs);
  try {
    await run.ground.catchUp(end, run.closing);
  } finally {
    clearInterval(watching);
  }
  const { ground } = run;
  return ground.atOnce(() => confirm(run, receipt, ground.eventsOf(receipt.commandId)));
}

/** The log says the events are there: was the decision still right just below them? */
export function confirm(
  run: CommandRun,
  receipt: Receipt,
  written: readonly WrittenEvent[],
): Receipt {
  if (written.length === 0) return receipt;
  const { ground, command } = run;
  const below = ground.cutBelow(written);
  const state = ground.state(below, command, receipt.house);
  const again = decide(state, command, receipt.house);
  const stillRight =
    again.ok && sameJson(asJson(again.value), asJson(written.map(({ event }) => event)));
  const appended = written.map(({ partition, offset, eventId }) => ({
    partition,
    offset,
    eventId,
  }));
  const races =
    stillRight || !receipt.decidedAt
      ? []
      : between(run, receipt.decidedAt.token, { below, concerned: concernedBy(command, state) });
  const status = stillRight ? 'confirmed' : 'raced';
  const change = { status, appended, races, waiting: null } as const;
  const ended = moveOn(receipt, { ...change, races: [...races] }, run.now());
  run.note(ended);
  return ended;
}

/** Events of the command's own subjects since a position, in scrub order. */
export function eventsSince(run: CommandRun, basis: string): readonly WrittenEvent[] {
  const { ground, command } = run;
  return ground.eventsBetween(ground.resolve(basis), ground.head(), concernedSubjects(command));
}

type Span = { readonly below: Cut; readonly concerned: Concerned };

function between(run: CommandRun, fromToken: string, { below, concerned }: Span) {
  return run.ground
    .eventsBetween(run.ground.resolve(fromToken), below, concerned)
    .map(({ partition, offset, eventId, event, actor }) => ({
      ...{ partition, offset, eventId, actor },
      type: event.type,
    }));
}

/** Whose events can change the verdict: the subjects, those that took a name, and who gave up a protected role. */
function concernedBy(command: Command, { namesakes, onlyHolderOf }: DecisionState): Concerned {
  const { users, roles, holdings } = concernedSubjects(command);
  const isId = (id: string | null) => id !== null;
  return {
    users: [...users, namesakes.username, namesakes.email].filter(isId),
    roles: [...roles, namesakes.roleName].filter(isId),
    holdings: [...holdings, ...onlyHolderOf],
  };
}

function asJson(events: readonly object[]): Json {
  return events as unknown as Json;
}
