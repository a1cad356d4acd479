import type { Entry } from '../../../shared/contract/entries.ts';

/** Who did it and why, as far as the event says: `by r.silva, reason “night deploy”, INC-4412`. */
export function whoAndWhy({ actor, reason, ticket, userId }: Entry): string {
  const who =
    actor === null || actor === '' ? [] : [actor === userId ? 'by the user' : `by ${actor}`];
  const why = reason ? [`reason “${reason}”`] : [];
  // The ticket often stands in the reason already.
  const which = ticket && !reason?.includes(ticket) ? [ticket] : [];
  return [...who, ...why, ...which].join(', ');
}
