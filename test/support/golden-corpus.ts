import type { QuarantineReason } from '../../src/main/codec/decoded.ts';
import type { RecordFlag } from '../../src/shared/contract/entries.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import {
  bytesOf,
  cloudEventHeaders,
  type TestHeader,
  testRecord,
  wireHeaders,
} from './cloud-event-record.ts';

/** A record as bytes, and what must become of it. */
export type GoldenCase = {
  readonly name: string;
  readonly record: LogRecord;
  readonly expected:
    | { readonly kind: 'event'; readonly flags?: readonly RecordFlag[] }
    | { readonly kind: 'unknownType' | 'tombstone' }
    | { readonly kind: 'quarantined'; readonly reason: QuarantineReason };
};

type Content = string | Uint8Array | null;

const created = '{"userId":"u-1","username":"ada","email":"ada@corp.example"}';
const role = '{"roleId":"r-1","name":"Admin","permissions":["users:write"]}';

const event = { kind: 'event' } as const;
const quarantined = (reason: QuarantineReason) => ({ kind: 'quarantined', reason }) as const;

/** A case in binary mode about user u-1. */
function user(
  name: string,
  expected: GoldenCase['expected'],
  value: Content,
  parts: Parts = {},
): GoldenCase {
  const { type = 'UserCreatedEvent', key = 'u-1', ce, extra = [], timestamp } = parts;
  const record = testRecord({
    key: key === null ? null : bytesOf(key),
    value: value === null ? null : bytesOf(value),
    headers: wireHeaders([...cloudEventHeaders(type, ce), ...extra]),
    ...(timestamp !== undefined && { timestamp }),
  });
  return { name, record, expected };
}

type Parts = {
  readonly type?: string;
  readonly key?: Content;
  readonly ce?: Readonly<Record<string, string | null>>;
  readonly extra?: readonly TestHeader[];
  readonly timestamp?: number;
};

const roleParts: Parts = { type: 'RoleCreatedEvent', key: 'r-1' };
const updateParts: Parts = { type: 'UserUpdatedEvent' };
const nested = (levels: number) =>
  `${created.slice(0, -1)},"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
const big = (bytes: number) => created.padEnd(bytes, ' ');
const withField = (field: string) => `${created.slice(0, -1)},${field}}`;
const many = (count: number): TestHeader[] =>
  Array.from({ length: count }, (_, index): TestHeader => [`x-${index}`, 'v']);

function structured(name: string, expected: GoldenCase['expected'], value: string): GoldenCase {
  const headers = wireHeaders([['content-type', 'application/cloudevents+json; charset=UTF-8']]);
  return {
    name,
    expected,
    record: testRecord({ key: bytesOf('u-1'), value: bytesOf(value), headers }),
  };
}

const envelope = '"specversion":"1.0","id":"e-1","source":"/hr","type":"UserCreatedEvent"';

const values: GoldenCase[] = [
  user('a well-formed creation', event, created),
  user('an empty value', quarantined('empty_value'), ''),
  user('truncated JSON', quarantined('bad_json'), created.slice(0, -4)),
  user('JSON cut inside an escape', quarantined('bad_json'), '{"userId":"u-1\\'),
  user('trailing bytes', quarantined('bad_json'), `${created}{}`),
  user('a trailing zero byte', quarantined('bad_json'), `${created}\0`),
  user('white space around the JSON', event, `\r\n\t ${created} \n`),
  user('a byte order mark', quarantined('bad_json'), `\ufeff${created}`),
  user('no JSON at all', quarantined('bad_json'), 'hello'),
  user('an array at the top', quarantined('not_an_object'), `[${created}]`),
  user('a string at the top', quarantined('not_an_object'), '"u-1"'),
  user('a number at the top', quarantined('not_an_object'), '1'),
  user('null at the top', quarantined('not_an_object'), 'null'),
  user('nesting of 64', event, nested(64)),
  user('nesting of 65', quarantined('too_deep'), nested(65)),
  user('a million brackets', quarantined('too_deep'), '['.repeat(1_000_000)),
  user('brackets inside a string', event, withField(`"x":"${'['.repeat(100)}"`)),
  user('8 MiB', event, big(8 * 1024 * 1024)),
  user('8 MiB and one byte', quarantined('too_large'), big(8 * 1024 * 1024 + 1)),
  user('NaN', quarantined('bad_number'), withField('"x":NaN')),
  user('-Infinity', quarantined('bad_number'), withField('"x":-Infinity')),
  user('1e400', quarantined('bad_number'), withField('"x":1e400')),
  user('-1E+400 deep inside', quarantined('bad_number'), withField('"x":[{"y":-1E+400}]')),
  user('400 digits', quarantined('bad_number'), withField(`"x":${'9'.repeat(400)}`)),
  user('1e-400, which is zero', event, withField('"x":1e-400')),
  user('NaN in a string', event, withField('"x":"NaN 1e400"')),
  user('invalid UTF-8', quarantined('bad_utf8'), Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22)),
  user('an overlong zero', quarantined('bad_utf8'), Uint8Array.of(0x22, 0xc0, 0x80, 0x22)),
  user('a surrogate as UTF-8', quarantined('bad_utf8'), Uint8Array.of(0x22, 0xed, 0xa0, 0x80)),
  user('a schema registry value', quarantined('schema_registry'), Uint8Array.of(0, 0, 0, 0, 7, 2)),
];

const fields: GoldenCase[] = [
  user('a missing field', quarantined('missing_field'), '{"userId":"u-1","username":"ada"}'),
  user('a missing id', quarantined('missing_field'), '{"username":"a","email":"b"}'),
  user('an id that is a number', quarantined('bad_type'), created.replace('"u-1"', '1')),
  user('an empty id', quarantined('bad_type'), created.replace('u-1', ''), { key: null }),
  user('a name that is null', quarantined('bad_type'), created.replace('"ada"', 'null')),
  user('a name of 20 digits', quarantined('bad_type'), created.replace('"ada"', '9'.repeat(20))),
  user('attributes as an array', quarantined('bad_type'), withField('"attributes":[]')),
  user('attributes as null', event, withField('"attributes":null')),
  user('unknown fields', event, withField('"shoeSize":44')),
  user(
    '__proto__ and constructor as fields',
    event,
    withField('"__proto__":{"userId":"x"},"constructor":1'),
  ),
  user(
    '__proto__ in attributes',
    event,
    withField('"attributes":{"__proto__":{"a":1},"constructor":2}'),
  ),
  user('integers above 2^53', event, withField('"attributes":{"n":9007199254740993}')),
  user('duplicate keys in a user event', event, withField('"username":"bob"')),
  user('changes missing', quarantined('missing_field'), '{"userId":"u-1"}', updateParts),
  user('changes as a list', quarantined('bad_type'), '{"userId":"u-1","changes":[]}', updateParts),
  user('unknown changes only', event, '{"userId":"u-1","changes":{"shoeSize":44}}', updateParts),
  user(
    'a name set to null',
    quarantined('bad_type'),
    '{"userId":"u-1","changes":{"email":null}}',
    updateParts,
  ),
  user(
    'a display name cleared',
    event,
    '{"userId":"u-1","changes":{"displayName":null}}',
    updateParts,
  ),
  user('a role', event, role, roleParts),
  user(
    'a role without permissions',
    quarantined('missing_field'),
    '{"roleId":"r-1","name":"A"}',
    roleParts,
  ),
  user(
    'a permission that is a number',
    quarantined('bad_type'),
    role.replace('"users:write"', '1'),
    roleParts,
  ),
  user(
    'duplicate keys in a role event',
    quarantined('duplicate_key'),
    `${role.slice(0, -1)},"name":"B"}`,
    roleParts,
  ),
  user(
    'the same key in two spellings',
    quarantined('duplicate_key'),
    `${role.slice(0, -1)},"\\u006eame":"B"}`,
    roleParts,
  ),
  user(
    'duplicate keys deep inside',
    quarantined('duplicate_key'),
    `${role.slice(0, -1)},"x":[{"a":{"b":1,"b":2}}]}`,
    roleParts,
  ),
  user(
    'duplicate keys in an assignment',
    quarantined('duplicate_key'),
    '{"userId":"u-1","roleId":"r-1","roleId":"r-2"}',
    { type: 'RoleAssignedToUserEvent' },
  ),
  user(
    'the same key in two objects',
    event,
    `${role.slice(0, -1)},"x":[{"name":1},{"name":2}],"y":"name"}`,
    roleParts,
  ),
];

const texts: GoldenCase[] = [
  user('a script in a name', event, created.replace('ada', '<script>alert(1)</script>')),
  user('right-to-left and zero-width letters', event, created.replace('ada', '\u202eada\u200b')),
  user('homoglyphs', event, created.replace('ada', '\u0430d\u0430')),
  user('an escaped zero', event, created.replace('ada', 'a\\u0000b')),
  user('a lone surrogate', event, created.replace('ada', '\\ud800')),
];

const keys: GoldenCase[] = [
  user('a tombstone', { kind: 'tombstone' }, null),
  user('a null key', event, created, { key: null }),
  user('a key of another user', quarantined('key_mismatch'), created, { key: 'u-2' }),
  user('an empty key', quarantined('key_mismatch'), created, { key: '' }),
  user('a key that is not UTF-8', quarantined('key_mismatch'), created, {
    key: Uint8Array.of(255),
  }),
  user('a subject of another user', quarantined('key_mismatch'), created, {
    ce: { ce_subject: 'user/u-2' },
  }),
  user('a subject of another kind', quarantined('key_mismatch'), created, {
    ce: { ce_subject: 'role/u-1' },
  }),
  user('its own subject', event, created, { ce: { ce_subject: 'user/u-1' } }),
];

const envelopes: GoldenCase[] = [
  user('an unknown type', { kind: 'unknownType' }, created, { type: 'UserMergedEvent' }),
  user('an unknown type with odd data', { kind: 'unknownType' }, '[1', { type: 'toString' }),
  user('no id', quarantined('missing_field'), created, { ce: { ce_id: null } }),
  user('an empty source', quarantined('bad_type'), created, { ce: { ce_source: '' } }),
  user('no type', quarantined('missing_field'), created, { ce: { ce_type: null } }),
  user('CloudEvents 2.0', quarantined('newer_version'), created, { ce: { ce_specversion: '2.0' } }),
  user('schema version 1', event, created, { ce: { ce_dataschema: 'urn:x/v1' } }),
  user('schema version 2', quarantined('newer_version'), created, {
    ce: { ce_dataschema: 'urn:x/v2' },
  }),
  user('no time', event, created, { ce: { ce_time: null } }),
  user('a time beyond a date', quarantined('bad_time'), created, {
    ce: { ce_time: '+275761-01-01T00:00:00Z' },
  }),
  user('a time without zone', quarantined('bad_time'), created, {
    ce: { ce_time: '2025-01-01T00:00:00' },
  }),
  user('30 February', quarantined('bad_time'), created, {
    ce: { ce_time: '2025-02-30T00:00:00Z' },
  }),
  user('a time in words', quarantined('bad_time'), created, { ce: { ce_time: 'yesterday' } }),
  user('a time later than the log', { ...event, flags: ['time_differs'] }, created, {
    ce: { ce_time: '2025-03-03T09:31:00Z' },
  }),
  user('an attribute that is not UTF-8', quarantined('bad_utf8'), created, {
    extra: [['ce_authid', Uint8Array.of(0xff)]],
  }),
  user('1 000 headers', event, created, { extra: many(994) }),
  user('1 001 headers', quarantined('too_many_headers'), created, { extra: many(995) }),
  user('repeated and strange headers', event, created, {
    extra: [
      ['x', '1'],
      ['x', null],
      ['__proto__', 'p'],
      ['constructor', 'c'],
      [Uint8Array.of(255), ''],
    ],
  }),
  {
    name: 'damaged headers',
    expected: quarantined('bad_headers'),
    record: testRecord({ value: bytesOf(created), headers: Uint8Array.of(4, 2, 0x61) }),
  },
  {
    name: 'no envelope',
    expected: quarantined('no_envelope'),
    record: testRecord({ key: bytesOf('u-1'), value: bytesOf(created) }),
  },
  user('a record of the year 9999', { ...event, flags: ['bad_clock', 'time_differs'] }, created, {
    timestamp: Date.UTC(9999, 11, 31),
  }),
  user('a record at 0', { ...event, flags: ['bad_clock', 'time_differs'] }, created, {
    timestamp: 0,
  }),
  user('a record before 1970', { ...event, flags: ['bad_clock', 'time_differs'] }, created, {
    timestamp: -1,
  }),
  structured('a structured event', event, `{${envelope},"data":${created}}`),
  structured('a structured event without data', quarantined('missing_field'), `{${envelope}}`),
  structured(
    'a structured event whose data is a list',
    quarantined('not_an_object'),
    `{${envelope},"data":[]}`,
  ),
  structured(
    'a structured event with a numeric id',
    quarantined('bad_type'),
    `{${envelope},"id":7,"data":${created}}`,
  ),
  structured(
    'a structured event of an unknown type',
    { kind: 'unknownType' },
    `{${envelope},"type":"X"}`,
  ),
  structured('a structured event cut short', quarantined('bad_json'), `{${envelope},"data":`),
];

/** Hostile and good records with the class and reason that each must get. Names are unique. */
export const goldenCorpus: readonly GoldenCase[] = [
  ...values,
  ...fields,
  ...texts,
  ...keys,
  ...envelopes,
];
