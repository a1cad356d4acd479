const advice: { readonly [code: string]: string } = {
  user_not_active: 'Nothing can be granted to this user until an event makes them active.',
  role_not_found: 'Choose a role that exists, or have it created first.',
  already_held: 'Nothing is to be done: the user has the role already.',
  not_held: 'Nothing is to be done: the user does not have the role.',
  reason_required: 'Write a reason and confirm again.',
  actor_required: 'Set the operator’s name in Settings, then confirm again.',
  catching_up: 'Wait until the log was read to its end, then confirm again.',
  commands_off: 'Turn commands on in Settings, where this Playhead allows it.',
  split_subject: 'Have the producer write this user’s events to one partition first.',
  busy: 'Confirm again: another writer held the log.',
  log_out_of_reach: 'Confirm again when the log answers; Log and lag says how it is.',
  command_id_reused: 'Close this sheet and begin the change anew.',
  connection_lost: 'Confirm again: it goes under the same id, so nothing can happen twice.',
  not_written: 'Issue the change again if it is still wanted.',
};

const rules: { readonly [code: string]: string } = {
  user_not_active: 'Roles can be changed for active users only.',
  role_not_found: 'Only a role that exists can be granted.',
  already_held: 'A role can be granted only to a user who does not hold it.',
  not_held: 'A role can be taken away only from a user who holds it.',
  reason_required: 'Every change needs a reason.',
  actor_required: 'Every change needs somebody who does it.',
  catching_up: 'Changes are decided on the log’s end.',
  commands_off: 'Commands need the workspace’s switch and the host’s leave.',
  split_subject: 'A user’s events must stand in one partition.',
};

/** What a person can do about a "no"; null where nothing better than its text is known. */
export function refusalAdvice(code: string): string | null {
  return Object.hasOwn(advice, code) ? (advice[code] ?? null) : null;
}

/** The rule behind a "no", as a sentence; null where it was no rule. */
export function ruleSentence(code: string): string | null {
  return Object.hasOwn(rules, code) ? (rules[code] ?? null) : null;
}
