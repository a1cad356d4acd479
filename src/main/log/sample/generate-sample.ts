import { partitionOfKey } from '../../../shared/log/murmur2.ts';
import { offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import { compareTicks, nextTau } from '../../../shared/log/tick.ts';
import { day, midnight } from './calendar.ts';
import { careerOf } from './careers.ts';
import { operatorNames } from './cast.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Moment } from './moment.ts';
import { odditiesOf } from './oddities.ts';
import { castOf, makePeople, type Span } from './people.ts';
import { roleChanges } from './role-changes.ts';
import { onCallRotation } from './rotations.ts';
import { SeededRandom } from './seeded-random.ts';
import { signInsOf } from './sign-ins.ts';
import { storiesOf } from './stories.ts';

/** `end`, in ms since 1970, is the moment before which the sample stops; 12 partitions unless said. */
export type SampleOptions = { readonly end: number; readonly partitions?: number };

const days = 730;
const seed = 20_260_301;

/**
 * The sample log: about 25 000 records of two years up to `end` (exclusive), of the people and
 * roles of an invented ferry company, in scrub order; each partition's offsets begin at 0. Equal
 * arguments give equal bytes.
 */
export function generateSample({ end, partitions = 12 }: SampleOptions): LogRecord[] {
  const span: Span = { start: midnight(end - days * day), end };
  const random = new SeededRandom(seed);
  const people = makePeople(span, random);
  const operators = operatorNames.map((name) => castOf(people, name).username);
  const moments: Moment[] = [
    ...roleChanges(operators, span, random),
    ...people.flatMap((person) => careerOf(person, { span, operators, random })),
    ...onCallRotation(people, span, random),
    ...storiesOf(people, span, random),
    ...signInsOf(people, span, random),
  ];
  const drafts = [
    ...moments.map((moment) => draftOf(moment, random)),
    ...odditiesOf(people, span, random),
  ];
  return inScrubOrder(drafts, span, partitions);
}

function inScrubOrder(drafts: readonly Draft[], { end }: Span, partitions: number): LogRecord[] {
  const next = new Array<number>(partitions).fill(0);
  const taus = new Array<number>(partitions).fill(0);
  const ticked = drafts
    .filter(({ received }) => received < end)
    .sort((a, b) => a.received - b.received)
    .map(({ timestamp, key, value, headers }) => {
      const partition = partitionOfKey(key, partitions);
      const at = next[partition] ?? 0;
      const tau = nextTau(taus[partition] ?? 0, timestamp);
      next[partition] = at + 1;
      taus[partition] = tau;
      const place = { partition, offset: offset(at) };
      const record: LogRecord = {
        ...place,
        timestamp,
        timestampType: 'create',
        key,
        value,
        headers,
      };
      return { tick: { tau, ...place }, record };
    });
  return ticked.sort((a, b) => compareTicks(a.tick, b.tick)).map(({ record }) => record);
}
