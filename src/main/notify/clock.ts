import { setTimeout as wait } from 'node:timers/promises';

/** Time, as it is told and as it passes. */
export type Clock = {
  /** Ms since 1970. */
  now(): number;
  /** Ms from wherever, which only ever grow. */
  elapsed(): number;
  /** Rejects when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Fires after so many ms. */
  signalAfter(ms: number): AbortSignal;
};

/** The clock of this machine. */
export const machineClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  signalAfter: (ms) => AbortSignal.timeout(Math.ceil(ms)),
};
