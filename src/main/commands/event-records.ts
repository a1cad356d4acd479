import type { Command } from '../../shared/domain/commands.ts';
import type { Envelope } from '../../shared/domain/envelope.ts';
import { type DomainEvent, subjectOf } from '../../shared/domain/events.ts';
import { commandSource } from '../codec/command-source.ts';
import { encodeEvent } from '../codec/encode-event.ts';
import type { NewRecord } from '../log/log-port.ts';

/** Who says it was them, and how that is known. */
export type ActorType = 'os_user' | 'gateway_claim';

/** What stands on the events of one command beside their data. */
export type Occasion = {
  readonly command: Command;
  readonly actorType: ActorType;
  /** The cut token the person decided on. */
  readonly basis: string;
  /** Ms since 1970. */
  readonly now: number;
};

/** The id of a command's n-th event, from 1. */
export function eventIdOf(commandId: string, n: number): string {
  return `${commandId}.${n}`;
}

/** The id of the command that gave an event its id; null for an event of another kind of id. */
export function commandIdOf(eventId: string): string | null {
  return /^(?<command>.+)\.\d+$/.exec(eventId)?.groups?.['command'] ?? null;
}

/** An event, and the partition that holds its subject. */
export type PlacedEvent = { readonly event: DomainEvent; readonly partition: number };

/** The records that carry a command's events. */
export function eventRecords(events: readonly PlacedEvent[], occasion: Occasion): NewRecord[] {
  return events.map(({ event, partition }, index) => ({
    partition,
    ...encodeEvent(event, envelopeOf(event, occasion, index + 1)),
  }));
}

function envelopeOf(event: DomainEvent, occasion: Occasion, n: number): Envelope {
  const { command, actorType, basis, now } = occasion;
  const subject = subjectOf(event);
  return {
    id: eventIdOf(command.commandId, n),
    source: commandSource,
    time: now,
    subject: `${subject.kind}/${subject.id}`,
    version: 1,
    actor: command.actor,
    actorType,
    reason: command.reason,
    ticket: command.ticket,
    basis,
    correlationId: command.commandId,
    causationId: command.commandId,
    recordedTime: new Date(now).toISOString(),
  };
}
