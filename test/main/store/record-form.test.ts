import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedBytesError } from '../../../src/main/store/layout/pack-bytes.ts';
import { encodeBlock, openBlock } from '../../../src/main/store/layout/record-block.ts';
import {
  appendForm,
  type ByteRun,
  formLength,
  readForm,
  startsOfForms,
} from '../../../src/main/store/layout/record-form.ts';
import { addRecord, emptyRun } from '../../../src/main/store/layout/record-run.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import { packRecord } from '../../support/pack-record.ts';

const bytes = fc.uint8Array({ maxLength: 40 });
const anyRecord = fc.record({
  place: fc.nat(),
  timestamp: fc.maxSafeInteger(),
  timestampType: fc.constantFrom(0, 1),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: bytes,
});
const rest = {
  ...{ tau: 0, class: 0, type: null, user: null, role: null, actor: null },
  ...{ time: 0, flags: 0, anomalies: 0, identity: null },
};

describe('the form of a record', () => {
  it('is laid out as described', () => {
    const out: ByteRun = { bytes: new Uint8Array(0), used: 0 };
    const [key, headers] = [Uint8Array.of(7), Uint8Array.of(8, 9)];
    appendForm(out, {
      ...{ place: 5 * 2 ** 40 + 258, timestamp: -2, timestampType: 1 },
      ...{ key, value: null, headers },
    });
    expect(Buffer.from(out.bytes.subarray(0, out.used)).toString('hex')).toBe(
      '0000000000000102fffffffffffffffe01' + '010000000107' + '0000000000' + '000000020809',
    );
  });

  it('takes as many bytes as was said before', () => {
    fc.assert(
      fc.property(anyRecord, fc.boolean(), ({ place, ...parts }, isPacked) => {
        const record = { ...parts, partition: 0, offset: offset(place), timestampType: 'create' };
        const plain = record as LogRecord;
        const packed = isPacked ? packRecord(plain) : null;
        const out: ByteRun = { bytes: new Uint8Array(0), used: 0 };
        appendForm(out, { ...parts, place, packed });
        expect(formLength(packed ?? plain)).toBe(out.used);
      }),
    );
  });

  it('gives back what was put in a block, null apart from empty', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 300 }), (records) => {
        const run = emptyRun();
        for (const record of records) addRecord(run, { ...record, ...rest });
        const block = openBlock(encodeBlock(run, { from: 0, to: records.length }), records.length);
        const asBytes = (part: Uint8Array | null) => part && [...part];
        for (const [row, { key, value, headers }] of records.entries()) {
          const found = block.record(row);
          expect([found.key, found.value, found.headers].map(asBytes)).toEqual(
            [key, value, headers].map(asBytes),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses bytes that are cut off, or go on', () => {
    const out: ByteRun = { bytes: new Uint8Array(0), used: 0 };
    const some = { place: 1, timestamp: 2, timestampType: 0, headers: Uint8Array.of(0) };
    for (let record = 0; record < 3; record++) {
      appendForm(out, { ...some, key: Uint8Array.of(1, 2), value: null });
    }
    const whole = Buffer.from(out.bytes.subarray(0, out.used));
    const last = startsOfForms(whole, 3)[2] as number;
    expect(readForm(whole, last).key).toEqual(Buffer.from([1, 2]));
    for (let length = 0; length < whole.length; length++) {
      expect(() => startsOfForms(whole.subarray(0, length), 3)).toThrow(PackedBytesError);
    }
    expect(() => startsOfForms(Buffer.concat([whole, Buffer.from([0])]), 3)).toThrow(
      PackedBytesError,
    );
  });
});
