import type { Command } from '../../shared/domain/commands.ts';
import type { DecisionState, HouseRules } from '../../shared/domain/decision-state.ts';
import type { DomainEvent, Subject } from '../../shared/domain/events.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { AppendedRecord } from '../log/log-port.ts';

/** An event of the log as a command sees it: where it stands, what it is, who caused it and when (ms since 1970). */
export type WrittenEvent = AppendedRecord & {
  readonly eventId: string;
  readonly event: DomainEvent;
  readonly actor: string | null;
  readonly time: number;
};

/** Which events: those of these users, those of these roles themselves, and who got or lost which of these. */
export type Concerned = {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly holdings: readonly string[];
};

/** What commands read. It knows the log only through the read model, never its own wishes. */
export type Ground = {
  /** Resolves once everything below `end` was ingested; rejects where reading stands still. */
  catchUp(end: Cut, signal: AbortSignal): Promise<void>;
  /** Gives what `work` gives, which must not wait; all it asks of the ground is answered from one commit. */
  atOnce<Answer>(work: () => Answer): Answer;
  /** Offsets that wait behind somebody's open transaction just now. */
  heldBack(): number;
  /** The cut of everything read, canonical. */
  head(): Cut;
  /**
   * The cut just below some records that were appended together: below the first of them in scrub
   * order, and in each of their partitions below the first of them there.
   */
  cutBelow(records: readonly AppendedRecord[]): Cut;
  /** Writes a cut as this log's token. */
  token(cut: Cut): string;
  /** The record time (ms since 1970) of the last record below a cut; 0 where there is none. */
  timeOf(cut: Cut): number;
  /** Resolves a position as a question would; throws FaultError where it cannot. */
  resolve(position: string): Cut;
  /** The state a command is decided on, at a cut. */
  state(cut: Cut, command: Command, house: HouseRules): DecisionState;
  /** Ids of a role's holders at a cut, by code point. */
  holders(cut: Cut, roleId: string): readonly string[];
  /** Who is meant by ids, usernames or e-mails at a cut: their ids by what was said, without those who are nobody. */
  usersNamed(cut: Cut, names: readonly string[]): ReadonlyMap<string, string>;
  /** The partition that holds a subject; null for one never seen. */
  home(subject: Subject): number | null;
  /** The events of the log that carry the command's id, in order. */
  eventsOf(commandId: string): readonly WrittenEvent[];
  /** The event at a record; null where it is none. */
  eventAt(record: AppendedRecord): WrittenEvent | null;
  /** Events that name the concerned from one cut (inclusive) to another (exclusive), in scrub order; the first thousand. */
  eventsBetween(from: Cut, to: Cut, concerned: Concerned): readonly WrittenEvent[];
};
