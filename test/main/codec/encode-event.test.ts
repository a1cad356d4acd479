import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import { encodeEvent } from '../../../src/main/codec/encode-event.ts';
import { decodeHeaders } from '../../../src/shared/log/headers.ts';
import { arbitraryEnvelope, arbitraryEvent } from '../../support/arbitrary-event.ts';
import { testRecord } from '../../support/cloud-event-record.ts';

test('reads back every event and envelope that it writes', () => {
  fc.assert(
    fc.property(arbitraryEvent, arbitraryEnvelope, (event, envelope) => {
      const decoded = decodeRecord(testRecord(encodeEvent(event, { ...envelope, subject: null })));
      const subject =
        'userId' in event.data ? `user/${event.data.userId}` : `role/${event.data.roleId}`;
      expect(decoded).toEqual({ kind: 'event', event, envelope: { ...envelope, subject } });
    }),
    { numRuns: 2_000 },
  );
});

test('writes binary mode with the attributes as headers and the data as the value', () => {
  const { key, value, headers } = encodeEvent(
    { type: 'RoleUpdatedEvent', data: { roleId: 'r-1', changes: { description: null } } },
    {
      id: 'c-1.0',
      source: '/playhead',
      time: Date.UTC(2025, 0, 2, 3, 4, 5, 6),
      subject: null,
      version: 1,
      actor: 'eve',
      actorType: 'os_user',
      reason: 'tidy up',
      ticket: null,
      basis: 'cut1_x',
      correlationId: null,
      causationId: 'c-1',
      recordedTime: null,
    },
  );
  const text = (bytes: Uint8Array | null) => (bytes ? new TextDecoder().decode(bytes) : null);
  expect(text(key)).toBe('r-1');
  expect(text(value)).toBe('{"roleId":"r-1","changes":{"description":null}}');
  expect(decodeHeaders(headers)?.map((header) => [text(header.key), text(header.value)])).toEqual([
    ['ce_specversion', '1.0'],
    ['ce_id', 'c-1.0'],
    ['ce_source', '/playhead'],
    ['ce_type', 'RoleUpdatedEvent'],
    ['ce_subject', 'role/r-1'],
    ['ce_time', '2025-01-02T03:04:05.006Z'],
    ['content-type', 'application/json'],
    ['ce_dataschema', 'urn:playhead:events:RoleUpdatedEvent/v1'],
    ['ce_authid', 'eve'],
    ['ce_authtype', 'os_user'],
    ['ce_causationid', 'c-1'],
    ['ce_reason', 'tidy up'],
    ['ce_basis', 'cut1_x'],
  ]);
});
