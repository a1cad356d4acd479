import { z } from 'zod';

const entry = z.object({
  state: z.enum(['telling', 'waiting', 'told', 'refused', 'in_doubt']),
  place: z.string(),
  at: z.number(),
  text: z.string().nullable(),
});

/**
 * What is written down of a notice: in which state it is since when (ms since 1970), and where its
 * event stands. `telling` comes before anything is sent: whoever finds it does not know whether the
 * notice was told. `waiting`: it was not. The others are final.
 */
export type JournalEntry = Readonly<z.output<typeof entry>>;

/** An entry as the bytes of a note. */
export function encodeEntry(written: JournalEntry): Uint8Array {
  return Buffer.from(JSON.stringify(written));
}

/** An entry from the bytes of a note; null where they are none. */
export function decodeEntry(bytes: Uint8Array): JournalEntry | null {
  try {
    return entry.safeParse(JSON.parse(Buffer.from(bytes).toString())).data ?? null;
  } catch {
    return null;
  }
}
