/** Why an event that decoded does not fit the state before it. */
export const anomalyCodes = [
  'already_exists',
  'never_created',
  'after_delete',
  'already_held',
  'not_held',
] as const;

/** One of the anomalies. */
export type AnomalyCode = (typeof anomalyCodes)[number];

/** What folding one event gives: the state after it, and what did not fit. */
export type Evolution<State> = {
  readonly state: State;
  readonly anomalies: readonly AnomalyCode[];
};
