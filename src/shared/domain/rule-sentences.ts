import type { RuleCode } from './decide.ts';

const sentences: { readonly [Code in RuleCode]: string } = {
  actor_required: 'Every change needs somebody who does it.',
  reason_required: 'Every change needs a reason.',
  ticket_mismatch: 'Every change here names a ticket of the form this workspace asks for.',
  id_invalid: 'An id is a short text in one line.',
  username_required: 'A user has a username.',
  email_invalid: 'An e-mail address is one that can be written to.',
  role_name_required: 'A role has a name.',
  split_subject: 'All events of a subject stand in one partition.',
  user_exists: 'A user is created under an id that no active user has.',
  user_not_active: 'Only active users can be changed.',
  username_taken: 'No two active users have one username.',
  email_taken: 'No two active users have one e-mail address.',
  role_exists: 'A role is created under an id that no role has.',
  role_not_found: 'Only a role that exists can be granted, changed or deleted.',
  role_name_taken: 'No two roles have one name.',
  already_held: 'A role can be granted only to a user who does not hold it.',
  not_held: 'A role can be taken away only from a user who holds it.',
  no_change: 'A change changes something.',
  role_has_holders: 'A role with holders is deleted only with them.',
  too_many_holders: 'Only so many holders can lose a role in one append.',
  last_holder: 'The last holder of a protected role is kept.',
};

/** A rule as a sentence for a person; null where the code is no rule's. */
export function ruleSentence(code: string): string | null {
  return Object.hasOwn(sentences, code) ? sentences[code as RuleCode] : null;
}
