/**
 * Every "no" that crosses a thread or a socket, with its HTTP status: 400 malformed, 401 who are
 * you, 403 not allowed, 404 unknown at that cut, 409 refused by the state of things, 422 refused
 * by its own content, 503 log out of reach (nothing was sent).
 */
export const faultStatus = {
  bad_request: 400,
  bad_position: 400,
  no_zone: 400,
  bad_token: 400,
  bad_cursor: 400,
  bad_log_address: 400,
  unauthorized: 401,
  commands_off: 403,
  unknown_user: 404,
  unknown_role: 404,
  unknown_record: 404,
  unknown_command: 404,
  unknown_bulk: 404,
  unknown_partition: 404,
  not_read_yet: 409,
  starts_later: 409,
  before_start: 409,
  other_log: 409,
  catching_up: 409,
  split_subject: 409,
  user_exists: 409,
  user_not_active: 409,
  username_taken: 409,
  email_taken: 409,
  role_exists: 409,
  role_not_found: 409,
  role_name_taken: 409,
  role_has_holders: 409,
  too_many_holders: 409,
  last_holder: 409,
  already_held: 409,
  not_held: 409,
  no_change: 409,
  busy: 409,
  held_back: 409,
  not_atomic: 409,
  not_written: 409,
  cancelled: 409,
  not_cancellable: 409,
  bulk_id_reused: 409,
  command_id_reused: 409,
  workspace_busy: 409,
  choose_topic: 409,
  actor_required: 422,
  reason_required: 422,
  ticket_mismatch: 422,
  id_invalid: 422,
  username_required: 422,
  email_invalid: 422,
  role_name_required: 422,
  file_not_found: 422,
  file_refused: 422,
  topic_not_found: 422,
  access_denied: 422,
  log_out_of_reach: 503,
  store_unavailable: 503,
} as const;

/** A stable code for a "no". */
export type FaultCode = keyof typeof faultStatus;

/** The one error shape: a stable code, plain text for a person, data for a program. */
export type Fault = {
  readonly code: FaultCode;
  readonly text: string;
  readonly data?: unknown;
};

/** Carries a fault to the door of its thread, where it becomes the answer. */
export class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.text);
    this.name = 'FaultError';
    this.fault = fault;
  }
}
