import type { Receipt } from '../../shared/contract/commands.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Log } from '../log/log-port.ts';
import type { ActorType } from './event-records.ts';
import type { Ground } from './ground.ts';

/** What one command needs: the log to write to, the ground it stands on, and a place for its receipt. */
export type CommandRun = {
  readonly log: Log;
  readonly ground: Ground;
  readonly command: Command;
  readonly actorType: ActorType;
  /** The app closes: everything ends where it is. */
  readonly closing: AbortSignal;
  /** Somebody takes the command back; it counts until it is sent. */
  readonly cancelled: AbortSignal;
  /** Ms since 1970. */
  now(): number;
  /** Stores the receipt; it is on disk when this returns. */
  save(receipt: Receipt): void;
  /** Stores a receipt that only repeats what the log says, without waiting for the disk. */
  note(receipt: Receipt): void;
  /** Shows the receipt as it stands; after a crash it need not be there. */
  show(receipt: Receipt): void;
  /** Waits so many ms, or rejects when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
};

/** Stores a receipt and gives it back. */
export function keep(run: CommandRun, receipt: Receipt): Receipt {
  run.save(receipt);
  return receipt;
}
