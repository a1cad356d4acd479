import type { questions } from '../../shared/contract/contract.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { Problem } from '../../shared/contract/log.ts';
import { leastCut } from '../store/read/cut-range.ts';
import { cutBefore, emptyCut } from '../store/read/find-cut.ts';
import {
  countProblems,
  type ProblemKind,
  type ProblemRecord,
  problemRecords,
} from '../store/read/problem-records.ts';
import { comparePoints, type ScrubPoint } from '../store/read/scrub-point.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { type MissingRange, missingBelow } from '../store/read/troubles.ts';
import { classCode } from '../store/record-codes.ts';
import { atCut, tokenOf } from './at-cut.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { problemOfRange, problemsOfRecord } from './problem-answers.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, type Moment, resolvePosition } from './resolve-position.ts';

type Question = typeof questions.log.problems;
type Kind = Problem['kind'];

const recordKinds: readonly ProblemKind[] = [
  'quarantined',
  'anomaly',
  'duplicate',
  'flag',
  'unknownType',
];

/** A page of what did not decode or did not fit below a cut, newest in scrub order first, with an exact total. */
export function listProblems(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  const kinds = input.kind === undefined ? [...recordKinds, 'gap' as const] : readKinds(input.kind);
  const cursor =
    input.after === undefined ? null : readCursor(input.after, 'number', 'number', 'number');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const found = findProblems(snapshot, { moment, kinds, cursor, limit: input.limit });
    const page = found.items.slice(0, input.limit);
    const last = found.items.length > input.limit ? page.at(-1) : undefined;
    return {
      problems: page.map(({ problem }) => problem),
      total: found.total,
      after: last ? writeCursor({ token: tokenOf(snapshot, moment.cut), key: keyOf(last) }) : null,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

/** A problem, where it stands in scrub order, and which of its record's it is. */
type Item = { readonly problem: Problem; readonly point: ScrubPoint; readonly index: number };
type Wanted = {
  readonly moment: Moment;
  readonly kinds: readonly Kind[];
  readonly cursor: Cursor | null;
  readonly limit: number;
};

function findProblems(snapshot: Snapshot, { moment, kinds, cursor, limit }: Wanted) {
  const below = { low: emptyCut(snapshot), high: moment.cut };
  const ofRecords = recordKinds.filter((kind) => kinds.includes(kind));
  const ranges = missingBelow(snapshot, moment.cut).filter((range) => isWanted(range, kinds));
  const before = cursor
    ? { ...below, high: leastCut(below.high, cutUpTo(snapshot, cursor)) }
    : below;
  const records = problemRecords(snapshot, before, { kinds: ofRecords, limit: limit + 1 });
  const items = [
    ...records.flatMap((row) => itemsOfRecord(row, ofRecords)),
    ...ranges.map((range) => ({
      problem: problemOfRange(snapshot, range),
      point: range,
      index: 0,
    })),
  ];
  const rest = cursor ? items.filter((item) => isAfter(item, cursor)) : items;
  return {
    items: rest.sort(compareItems),
    total: countProblems(snapshot, below, ofRecords) + ranges.length,
  };
}

function cutUpTo(snapshot: Snapshot, { key: [tau, place] }: Cursor) {
  return cutBefore(snapshot, { tau: Number(tau), place: Number(place) + 1 });
}

function itemsOfRecord(row: ProblemRecord, kinds: readonly ProblemKind[]): Item[] {
  return problemsOfRecord(row)
    .filter(({ kind }) => kinds.some((wanted) => wanted === kind))
    .map((problem, index) => ({ problem, point: row, index }));
}

function isWanted(range: MissingRange, kinds: readonly Kind[]): boolean {
  return kinds.includes(range.class === classCode.gap ? 'gap' : 'quarantined');
}

function compareItems(a: Item, b: Item): number {
  return comparePoints(b.point, a.point) || a.index - b.index;
}

function isAfter({ point, index }: Item, { key: [tau, place, seen] }: Cursor): boolean {
  const order = comparePoints(point, { tau: Number(tau), place: Number(place) });
  return order < 0 || (order === 0 && index > Number(seen));
}

function keyOf({ point, index }: Item): number[] {
  return [point.tau, point.place, index];
}

function readKinds(text: string): Kind[] {
  const known: readonly Kind[] = [...recordKinds, 'gap'];
  return text.split(',').map((name) => {
    const kind = known.find((one) => one === name);
    if (kind) return kind;
    const said = `"${name.slice(0, 60)}" is no kind of problem. The kinds are ${known.join(', ')}.`;
    throw new FaultError({ code: 'bad_request', text: said, data: { kind: name.slice(0, 200) } });
  });
}
