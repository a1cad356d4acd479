import type { ByteRun } from './byte-run.ts';
import type { HeaderLayout } from './header-layout.ts';
import { learnLayout } from './learn-layout.ts';

/** Headers of other lengths are read in full. */
const shortest = 8;
const longest = 1024;
/** Layouts of one length that are kept: every type, with ids of a length or two. */
const mostOfLength = 16;
/** After so many headers of a length that were strange, only every so many teach a layout: it costs 5 us. */
const patience = 64;

const known = new Array<HeaderLayout[] | undefined>(longest + 1).fill(undefined);
const strangers = new Uint32Array(longest + 1);

/** The layout of the headers [from, to); null where they are the first of their kind, or no event's. */
export function layoutOf(run: ByteRun, from: number, to: number): HeaderLayout | null {
  const length = to - from;
  if (length < shortest || length > longest) return null;
  const ofLength = known[length];
  if (ofLength) {
    for (let index = 0; index < ofLength.length; index++) {
      const layout = ofLength[index] as HeaderLayout;
      if (!layout.fits(run, from)) continue;
      if (index > 0) advance(ofLength, index);
      return layout;
    }
  }
  const count = (strangers[length] as number) + 1;
  strangers[length] = count;
  if (count < patience || count % patience === 0) learn(run.buffer.subarray(from, to));
  return null;
}

// What comes often is compared with first.
function advance(ofLength: HeaderLayout[], index: number): void {
  const before = ofLength[index - 1] as HeaderLayout;
  ofLength[index - 1] = ofLength[index] as HeaderLayout;
  ofLength[index] = before;
}

function learn(headers: Buffer): void {
  const layout = learnLayout(headers);
  if (!layout) return;
  const ofLength = known[headers.length] ?? [];
  known[headers.length] = ofLength;
  ofLength[Math.min(ofLength.length, mostOfLength - 1)] = layout;
}
