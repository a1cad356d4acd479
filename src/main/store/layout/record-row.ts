import type { Formable, WholeValue } from './record-form.ts';

/** One record, with what was found out about it. */
export type RecordRow = Formable & {
  readonly tau: number;
  readonly class: number;
  readonly type: number | null;
  readonly user: number | null;
  readonly role: number | null;
  readonly actor: number | null;
  readonly time: number;
  readonly flags: number;
  readonly anomalies: number;
  /** A 48-bit hash of (source, id); null where there is none. */
  readonly identity: number | null;
  /** What the value was, where only its beginning is stored. */
  readonly whole?: WholeValue | null;
};
