import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import { encodeEvent } from '../../../src/main/codec/encode-event.ts';
import { type OrdinaryEvent, readOrdinary } from '../../../src/main/codec/read-ordinary.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import { arbitraryEnvelope, arbitraryEvent } from '../../support/arbitrary-event.ts';
import {
  bytesOf,
  cloudEventHeaders,
  type TestHeader,
  testRecord,
  wireHeaders,
} from '../../support/cloud-event-record.ts';
import { goldenCorpus } from '../../support/golden-corpus.ts';
import { arbitraryMutation, type Mutation, mutateBytes } from '../../support/mutate-bytes.ts';
import { packRecord } from '../../support/pack-record.ts';
import { syntheticLog } from '../../support/synthetic-log.ts';

/** Reads a record the short way, and proves it against the long way where that gives an answer. */
function readBoth(record: LogRecord): OrdinaryEvent | null {
  const packed = packRecord(record);
  // The first of its kind only teaches how its headers are laid out.
  readOrdinary(packed);
  const short = readOrdinary(packed);
  if (!short) return null;
  const long = decodeRecord(record);
  if (long.kind !== 'event') throw new Error(`No event, but ${JSON.stringify(long)}`);
  const { event, envelope } = long;
  const signIn = {
    type: event.type,
    data: { userId: 'userId' in event.data && event.data.userId },
  };
  expect(short.event).toEqual(event.type === 'UserLoggedInEvent' ? signIn : event);
  const { source, actor, time, reason, ticket } = envelope;
  const saysWhy = reason !== null || ticket !== null;
  expect({ ...short, event: null, id: null }).toEqual({
    ...{ event: null, source, actor, time, saysWhy, id: null },
  });
  const { bytes, from, to } = short.id;
  expect(bytes.subarray(from, to)).toEqual(Buffer.from(envelope.id));
  return short;
}

function share(records: readonly LogRecord[]): number {
  return records.filter(readBoth).length / records.length;
}

const synthetic = [...syntheticLog({ events: 20_000, partitions: 3, seed: 3 })];

test('reads nearly all of a usual log the short way, and gives what the long way gives', () => {
  expect(share(synthetic)).toBeGreaterThan(0.98);
});

test('reads the golden corpus as the long way does', () => {
  for (const { record } of goldenCorpus) readBoth(record);
});

const login = '{"userId":"u-1","ip":"10.0.0.1"}';

function record(value: string, parts: { type?: string; extra?: TestHeader[]; key?: string } = {}) {
  const { type = 'UserLoggedInEvent', extra = [], key = 'u-1' } = parts;
  const headers = wireHeaders([...cloudEventHeaders(type), ...extra]);
  return testRecord({ key: bytesOf(key), value: bytesOf(value), headers });
}

test.each([
  ['a sign-in', login, {}],
  ['space between all parts', ' { "userId" : "u-1" , "x" : [ 1 , { } ] } \n', {}],
  ['values that are not read', `${login.slice(0, -1)},"a":[1,-0.5,{"b":null}],"c":true}`, {}],
  ['fields that are null', '{"userId":"u-1","ip":null,"method":null}', {}],
  [
    'an update',
    '{"userId":"u-1","changes":{"attributes":{"a":[{"b":1}]},"displayName":null}}',
    { type: 'UserUpdatedEvent' },
  ],
  ['a creation', '{"userId":"u-1","username":"ada","email":"a@b"}', { type: 'UserCreatedEvent' }],
  [
    'an assignment',
    '{"userId":"u-1","roleId":"r-1","note":"x"}',
    { type: 'RoleAssignedToUserEvent' },
  ],
  ['foreign headers of any bytes', login, { extra: [['traceparent', Uint8Array.of(0xff, 0)]] }],
  ['a foreign header without a name', login, { extra: [['', 'x']] }],
  [
    'an actor',
    login,
    {
      extra: [
        ['ce_authid', 'eve'],
        ['ce_reason', 'because'],
      ],
    },
  ],
] as [string, string, Parameters<typeof record>[1]][])(
  'reads %s the short way',
  (_name, value, parts) => {
    expect(readBoth(record(value, parts))).not.toBeNull();
  },
);

test.each([
  ['an escape', '{"userId":"u-1","ip":"\\u0031"}', {}],
  ['a letter that is not ASCII', '{"userId":"u-1","ip":"é"}', {}],
  ['a field that stands twice', `${login.slice(0, -1)},"userId":"u-1"}`, {}],
  ['an id that is not the key', login, { key: 'u-2' }],
  ['a wide number', `${login.slice(0, -1)},"n":9007199254740993}`, {}],
  ['an exponent', `${login.slice(0, -1)},"n":1e400}`, {}],
  ['a leading zero', `${login.slice(0, -1)},"n":01}`, {}],
  ['a wrong type', '{"userId":"u-1","ip":7}', {}],
  ['trailing bytes', `${login}}`, {}],
  ['a truncated end', login.slice(0, -1), {}],
  [
    'a name that stands twice in an assignment',
    '{"userId":"u-1","roleId":"r-1","x":1,"x":2}',
    { type: 'RoleAssignedToUserEvent' },
  ],
  ['deep nesting', `{"userId":"u-1","x":${'['.repeat(20)}${']'.repeat(20)}}`, {}],
  ['a subject of another', login, { extra: [['ce_subject', 'user/u-2']] }],
  ['an actor that is no UTF-8', login, { extra: [['ce_reason', Uint8Array.of(0xff)]] }],
] as [string, string, Parameters<typeof record>[1]][])(
  'leaves %s to the long way',
  (_name, value, parts) => {
    expect(readBoth(record(value, parts))).toBeNull();
  },
);

// After the others: so many strange headers make the reader slow to learn new ones.
const small = goldenCorpus
  .map(({ record }) => record)
  .filter(({ value, headers }) => (value?.length ?? 0) + headers.length < 2_000);
const ordinary = [...small, ...synthetic.slice(0, 400)];
const mutations = fc.array(arbitraryMutation, { maxLength: 2 });
const rarely = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: mutations },
);

test('never says of a mutated record what the long way does not, for 20 000 of them', () => {
  let short = 0;
  const take = (index: number, ...parts: readonly (readonly Mutation[])[]) => {
    const base = ordinary[index] as LogRecord;
    // Teaches the layout, so that what is read next is the mutated record and nothing else.
    readOrdinary(packRecord(base));
    const [key = [], value = [], headers = []] = parts;
    const record = testRecord({
      key: mutateBytes(base.key, key),
      value: mutateBytes(base.value, value),
      headers: mutateBytes(base.headers, headers),
    });
    if (readBoth(record)) short++;
  };
  fc.assert(fc.property(fc.nat(ordinary.length - 1), rarely, mutations, rarely, take), {
    numRuns: 20_000,
  });
  // Else it would prove nothing.
  expect(short).toBeGreaterThan(2_000);
});

test('says of whatever a producer may write what the long way says', () => {
  let short = 0;
  fc.assert(
    fc.property(arbitraryEvent, arbitraryEnvelope, fc.boolean(), (event, envelope, isUsual) => {
      const encoded = encodeEvent(event, { ...envelope, subject: null });
      const headers = isUsual ? wireHeaders(cloudEventHeaders(event.type)) : encoded.headers;
      if (readBoth(testRecord({ ...encoded, headers }))) short++;
    }),
    { numRuns: 3_000 },
  );
  expect(short).toBeGreaterThan(100);
});
