import type { ByteRun } from './byte-run.ts';
import type { HeaderLayout } from './header-layout.ts';
import { learnLayout } from './learn-layout.ts';

/** Headers of other lengths are read in full. */
const shortest = 8;
const longest = 1024;
/** Layouts of one length that are kept: about as many as there are types. */
const mostOfLength = 8;

const known = new Array<HeaderLayout[] | undefined>(longest + 1).fill(undefined);
let turn = 0;

/** The layout of the headers [from, to); null where they are the first of their kind, or no event's. */
export function layoutOf(run: ByteRun, from: number, to: number): HeaderLayout | null {
  const length = to - from;
  if (length < shortest || length > longest) return null;
  const ofLength = known[length];
  if (ofLength) {
    for (let index = 0; index < ofLength.length; index++) {
      const layout = ofLength[index] as HeaderLayout;
      if (layout.fits(run, from)) return layout;
    }
  }
  learn(run.buffer.subarray(from, to));
  return null;
}

function learn(headers: Buffer): void {
  const layout = learnLayout(headers);
  if (!layout) return;
  const ofLength = known[headers.length] ?? [];
  known[headers.length] = ofLength;
  ofLength[ofLength.length < mostOfLength ? ofLength.length : turn++ % mostOfLength] = layout;
}
