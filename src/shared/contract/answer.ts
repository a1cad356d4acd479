import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type FaultCode, faultStatus } from './fault.ts';

const faults = Object.fromEntries(
  Object.entries(faultStatus).map(([code, status]) => [code, { status, message: code }]),
) as { [Code in FaultCode]: { status: number; message: string } };

/** Where every procedure of the contract begins: all may answer with a fault. */
export const procedure = oc.errors(faults);

/** A position: `head`, an ISO 8601 time with a zone, `p3:1202`, or a cut token. */
export const position = z.string().min(1).max(65_536);

/** The position every question is asked at. */
export const at = { at: position.default('head') };

/** How many rows a page holds, and the cursor of the page before. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.string().max(65_536).optional(),
};

/** A partition, and an offset in it: safe integers from 0 up. */
export const partition = z.coerce.number().int().min(0).max(999_999);
export const offset = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** An id from the log: any text. */
export const id = z.string().max(65_536);

/** ISO 8601, UTC, milliseconds. */
export const isoTime = z.string();

/** The cut an answer holds at: its token, and per partition the next offset (exclusive). */
export const cutAnswer = z.object({
  token: z.string(),
  partitions: z.record(z.string(), z.number().int().min(0)),
});

/** Why an answer is not exact; an empty list means it is. */
export const exactness = z.array(
  z.object({
    code: z.enum(['provisional', 'truncated', 'gapped', 'skipped', 'split']),
    text: z.string(),
    /** Records or offsets concerned. */
    count: z.number().int(),
    partitions: z.array(z.number().int()),
  }),
);

/** What every answer at a cut carries. */
export const atCut = { cut: cutAnswer, exactness };

/** The cut of an answer, as it travels. */
export type CutAnswer = z.infer<typeof cutAnswer>;
/** Why an answer is not exact; empty means it is. */
export type Exactness = z.infer<typeof exactness>;
