import { matchesTicketPattern } from '../../shared/domain/ticket-pattern.ts';

/** A ticket for each form a pattern allows: `INC-#|CHG-#` gives INC-4412 and CHG-4412. */
export function ticketExamples(pattern: string): string[] {
  return pattern
    .split('|')
    .map((form) => form.trim().replaceAll('#', '4412').replaceAll('*', 'any'))
    .filter((example) => matchesTicketPattern(example, pattern));
}

/** What is wrong with a pattern, as a sentence; null where it can be used. */
export function patternTrouble(pattern: string): string | null {
  if (pattern.trim() === '') return null;
  if (pattern.split('|').some((form) => form.trim() === '')) {
    return 'One of its forms is empty, so a change without a ticket would do. Take the extra | out.';
  }
  return null;
}
