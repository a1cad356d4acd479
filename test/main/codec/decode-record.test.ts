import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import {
  bytesOf,
  cloudEventHeaders,
  type TestHeader,
  testRecord,
  wireHeaders,
} from '../../support/cloud-event-record.ts';

function decoded(value: string, parts: { type?: string; extra?: TestHeader[] } = {}) {
  const { type = 'UserCreatedEvent', extra = [] } = parts;
  const headers = wireHeaders([...cloudEventHeaders(type), ...extra]);
  return eventIn(testRecord({ value: bytesOf(value), headers }));
}

function eventIn(record: LogRecord) {
  const found = decodeRecord(record);
  if (found.kind !== 'event') throw new Error(`Not an event: ${JSON.stringify(found)}`);
  return found;
}

const ada = '"userId":"u-1","username":"ada","email":"ada@corp.example"';

function attributesOf(json: string) {
  const { event } = decoded(`{${ada},"attributes":${json}}`);
  return event.type === 'UserCreatedEvent' ? event.data.attributes : null;
}

test('reads the fields of a creation, and null where one is absent', () => {
  expect(decoded(`{${ada},"shoeSize":44}`).event).toEqual({
    type: 'UserCreatedEvent',
    data: {
      userId: 'u-1',
      username: 'ada',
      email: 'ada@corp.example',
      displayName: null,
      attributes: null,
    },
  });
});

test('keeps known changes, null among them, and drops unknown ones', () => {
  const changes = '{"displayName":null,"username":"bo","shoeSize":1,"__proto__":{"email":"x"}}';
  const { event } = decoded(`{"userId":"u-1","changes":${changes}}`, { type: 'UserUpdatedEvent' });
  expect(event.data).toEqual({ userId: 'u-1', changes: { displayName: null, username: 'bo' } });
});

test('keeps integers above 2^53 as text, in attributes at any depth, and other numbers as they are', () => {
  const attributes = attributesOf(
    '{"big":[9007199254740993,-12345678901234567890],"n":1e20,"m":7}',
  );
  expect({ ...attributes }).toEqual({
    big: ['9007199254740993', '-12345678901234567890'],
    n: 1e20,
    m: 7,
  });
});

test('keeps wide integers in the attributes of an update and of a structured event', () => {
  const update = decoded('{"userId":"u-1","changes":{"attributes":{"n":9007199254740993}}}', {
    type: 'UserUpdatedEvent',
  });
  expect(JSON.stringify(update.event.data)).toContain('"n":"9007199254740993"');
  const event = `{"specversion":"1.0","id":"1","source":"s","type":"UserCreatedEvent","data":{${ada},"attributes":{"n":9007199254740993}}}`;
  const headers = wireHeaders([['Content-Type', 'application/cloudevents+json']]);
  const structured = eventIn(testRecord({ value: bytesOf(event), headers }));
  expect(JSON.stringify(structured.event.data)).toContain('"n":"9007199254740993"');
});

test('gives attributes no prototype, so that __proto__ is a name like any other', () => {
  const attributes = attributesOf('{"__proto__":{"polluted":true},"constructor":1}');
  expect(Object.getPrototypeOf(attributes)).toBeNull();
  expect(Object.keys(attributes ?? {})).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('replaces lone surrogates in names, values and keys of attributes by U+FFFD', () => {
  const { event } = decoded(
    '{"userId":"u\\ud800","username":"\\udc00a","email":"","attributes":{"\\ud800":"\\ud83d"}}',
  );
  expect(event.data).toMatchObject({ userId: 'u\ufffd', username: '\ufffda' });
  expect(JSON.stringify(event.data)).toContain('{"\ufffd":"\ufffd"}');
});

test('reads the envelope, and null where an attribute is absent, null or empty', () => {
  const extra: TestHeader[] = [
    ['ce_authid', 'eve'],
    ['ce_authtype', 'os_user'],
    ['ce_reason', 'Zoë asked'],
    ['ce_ticket', ''],
    ['ce_basis', null],
    ['ce_causationid', 'c-1'],
  ];
  expect(decoded(`{${ada}}`, { extra }).envelope).toEqual({
    id: 'e-1',
    source: '/hr',
    time: Date.UTC(2025, 2, 3, 9, 30),
    subject: null,
    version: 1,
    actor: 'eve',
    actorType: 'os_user',
    reason: 'Zoë asked',
    ticket: null,
    basis: null,
    correlationId: null,
    causationId: 'c-1',
    recordedTime: null,
  });
});

test('takes the last of a repeated header', () => {
  const extra: TestHeader[] = [['ce_id', 'e-2']];
  expect(decoded(`{${ada}}`, { extra }).envelope.id).toBe('e-2');
});

test('reads 10 000 foreign headers as one fault, without reading them', () => {
  const extra = Array.from({ length: 10_000 }, (): TestHeader => ['x', 'y']);
  const began = performance.now();
  const found = decodeRecord(testRecord({ value: bytesOf('{}'), headers: wireHeaders(extra) }));
  expect(found).toMatchObject({ kind: 'quarantined', reason: 'too_many_headers' });
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('says in plain words what is wrong, without quoting the payload', () => {
  const found = decodeRecord(
    testRecord({
      value: bytesOf('{"secret":'),
      headers: wireHeaders(cloudEventHeaders('UserCreatedEvent')),
    }),
  );
  expect(found).toEqual({
    kind: 'quarantined',
    reason: 'bad_json',
    text: 'The JSON stops before it is complete.',
  });
});
