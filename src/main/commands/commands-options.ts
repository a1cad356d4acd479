import type { HouseRules } from '../../shared/domain/decision-state.ts';
import type { Log } from '../log/log-port.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import type { Ground } from './ground.ts';

/** What the commands of a workspace stand on. */
export type CommandsOptions = {
  readonly log: Log;
  readonly ground: Ground;
  readonly desk: Desk;
  /** Null where commands may be issued now; else why not. */
  readonly whyOff: () => string | null;
  /** The workspace's own rules as they are now. */
  readonly house: () => HouseRules;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long `issue` waits for a final status before it answers with what is known, in ms. */
  readonly answerWithinMs: number;
  /** Hears of what went wrong where nobody waits for an answer. */
  readonly note: (error: unknown) => void;
};
