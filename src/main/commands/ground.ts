import type { Command } from '../../shared/domain/commands.ts';
import type { DecisionState } from '../../shared/domain/decide.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { AppendedRecord } from '../log/log-port.ts';

/** An event of the log as a command sees it: where it stands, what it is, and who caused it. */
export type WrittenEvent = AppendedRecord & {
  readonly eventId: string;
  readonly type: string;
  readonly actor: string | null;
};

/** The state a command is decided on, and the partition that holds its subject (null: none yet). */
export type Basis = { readonly state: DecisionState; readonly partition: number | null };

/** What commands read. It knows the log only through the read model, never its own wishes. */
export type Ground = {
  /** Resolves once everything below `end` was ingested; rejects where reading stands still. */
  catchUp(end: Cut, signal: AbortSignal): Promise<void>;
  /** The cut of everything read, canonical. */
  head(): Cut;
  /** The cut just below a record, in scrub order. */
  cutBelow(record: AppendedRecord): Cut;
  /** Writes a cut as this log's token. */
  token(cut: Cut): string;
  /** Resolves a position as a question would; throws FaultError where it cannot. */
  resolve(position: string): Cut;
  /** The state a command is decided on, at a cut. */
  basis(cut: Cut, command: Command): Basis;
  /** The events of the log that carry the command's id, in order. */
  eventsOf(commandId: string): readonly WrittenEvent[];
  /** Events of the command's subjects from one cut (inclusive) to another (exclusive), in scrub order. */
  eventsBetween(from: Cut, to: Cut, command: Command): readonly WrittenEvent[];
};
