import { encodeHeaders } from '../../src/shared/log/headers.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A header as tests write it; null for a null value. */
export type TestHeader = readonly [name: string | Uint8Array, value: string | Uint8Array | null];

const testTime = Date.UTC(2025, 2, 3, 9, 30);

/** Bytes of a text as UTF-8, or the bytes themselves. */
export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Headers in wire form. */
export function wireHeaders(headers: readonly TestHeader[]): Uint8Array {
  return encodeHeaders(
    headers.map(([name, value]) => ({
      key: bytesOf(name),
      value: value === null ? null : bytesOf(value),
    })),
  );
}

/** The headers of a well-formed CloudEvent in binary mode; `changes` replace one, null takes one away. */
export function cloudEventHeaders(
  type: string,
  changes: Readonly<Record<string, string | null>> = {},
): TestHeader[] {
  const headers: Record<string, string | null> = {
    ce_specversion: '1.0',
    ce_id: 'e-1',
    ce_source: '/hr',
    ce_type: type,
    ce_time: '2025-03-03T09:30:00.000Z',
    'content-type': 'application/json',
    ...changes,
  };
  return Object.entries(headers).filter(([, value]) => value !== null);
}

/** A record at partition 0, offset 0. */
export function testRecord(parts: Partial<LogRecord>): LogRecord {
  return {
    partition: 0,
    offset: offset(0),
    timestamp: testTime,
    timestampType: 'create',
    key: null,
    value: null,
    headers: wireHeaders([]),
    ...parts,
  };
}
