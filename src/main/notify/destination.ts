import type { Notice } from './notice.ts';

/** What came of telling a destination. */
export type Outcome =
  | { readonly kind: 'told' }
  /** It will never take this notice: the next one may be taken. */
  | { readonly kind: 'refused'; readonly text: string }
  /** It was certainly not told: trying later is safe; `pauseMs` where it said when, and wants no other notice before. */
  | { readonly kind: 'not_told'; readonly text: string; readonly pauseMs?: number }
  /** It may have been told: the answer was lost. */
  | { readonly kind: 'unclear'; readonly text: string };

/** What looking found: a notice that is not there now will not come any more. */
export type Looked = 'told' | 'not_told' | { readonly kind: 'cannot_look'; readonly text: string };

/**
 * How it is settled whether a notice was told, where that is not known. `again`: it is told again,
 * the destination knows it by its id and takes it once. `look`: the destination is asked.
 * `hold`: neither can be; it is put down as in doubt and left to a person.
 */
export type Settling =
  | { readonly by: 'again' }
  | {
      readonly by: 'look';
      /** `since`: not told before then, ms since 1970 by the clock of who told. */
      look(notice: Notice, since: number, signal: AbortSignal): Promise<Looked>;
    }
  | { readonly by: 'hold' };

/** A service outside that is told of events. Nothing here rejects. */
export type Destination = {
  /** Once the signal fires nothing more is sent. */
  tell(notice: Notice, signal: AbortSignal): Promise<Outcome>;
  readonly settling: Settling;
};
