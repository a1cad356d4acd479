const advice: { readonly [code: string]: string } = {
  user_not_active: 'Bring the user back first, or choose one who is active.',
  user_exists: 'Give another id, or edit the user who has this one.',
  username_taken: 'Give another username, or open the user who has this one.',
  email_taken: 'Give another e-mail address, or open the user who has this one.',
  username_required: 'Write a username and confirm again.',
  email_invalid: 'Write an address with one @ and a domain, and confirm again.',
  id_invalid: 'Write a short id in one line and confirm again.',
  role_not_found: 'Choose a role that exists, or have it created first.',
  role_exists: 'Give another id, or edit the role that has this one.',
  role_name_taken: 'Give another name, or open the role that has this one.',
  role_name_required: 'Write a name and confirm again.',
  role_has_holders:
    'Tick that its holders lose it in the same append, or take it away from them first.',
  too_many_holders: 'Take the role away from its holders in bulk first, then delete it.',
  last_holder: 'Grant the role to somebody else first, or take it off the list in Settings.',
  already_held: 'Nothing is to be done: the user has the role already.',
  not_held: 'Nothing is to be done: the user does not have the role.',
  no_change: 'Nothing is to be done: everything is already as it is asked for.',
  reason_required: 'Write a reason and confirm again.',
  ticket_mismatch: 'Name a ticket of the form this workspace asks for, and confirm again.',
  actor_required: 'Set the operator’s name in Settings, then confirm again.',
  catching_up: 'Wait until the log was read to its end, then confirm again.',
  commands_off: 'Turn commands on in Settings, where this Playhead allows it.',
  split_subject: 'Have the producer write the events of this subject to one partition first.',
  busy: 'Confirm again: another writer held the log.',
  held_back: 'Confirm again when the open transaction has ended; Log and lag says how it is.',
  not_atomic:
    'This log cannot write the events together: take the role away from its holders first.',
  log_out_of_reach: 'Confirm again when the log answers; Log and lag says how it is.',
  cancelled: 'Nothing is to be done. Go back to the form to change it, or confirm it again.',
  not_cancellable: 'Wait for its receipt; then undo it with a new command, where that is wanted.',
  command_id_reused: 'Close this sheet and begin the change anew.',
  connection_lost: 'Confirm again: it goes under the same id, so nothing can happen twice.',
  not_written: 'Issue the change again if it is still wanted.',
};

/** What a person can do about a "no"; null where nothing better than its text is known. */
export function refusalAdvice(code: string): string | null {
  return Object.hasOwn(advice, code) ? (advice[code] ?? null) : null;
}
