import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFile, topicOfFile } from '../../../src/main/log/local/import-file.ts';
import { type LocalLog, openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { decodeHeaders } from '../../../src/shared/log/headers.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';

const never = new AbortController().signal;

/** A line as kcat 1.7 writes it; the payload is put in as it stands. */
function line(partition: number, offset: number, payload: string, more = '', topic = 'people') {
  return `{"topic":"${topic}","partition":${partition},"offset":${offset},"tstype":"create","ts":${1_700_000_000_000 + offset},"broker":0,${more}"key":"k","payload":${payload}}\n`;
}

describe('a file of kcat lines', () => {
  let folder: string;
  let path: string;
  let log: LocalLog;
  const open = () => openLocalLog({ file: join(folder, 'log.db'), topic: 'people', kind: 'file' });
  const read = (more: { topic?: string; isChosen?: boolean; signal?: AbortSignal } = {}) =>
    importFile({
      ...{ log, path, topic: 'people', isChosen: false, signal: never, onProgress: () => {} },
      ...more,
    });
  const records = async (): Promise<LogRecord[]> => {
    const start = Object.fromEntries(
      (await log.bounds()).map(({ partition, logStart }) => [partition, logStart]),
    );
    const limits = { maxBytes: 1 << 24, maxWaitMs: 0, signal: never };
    return (await log.fetch(start, limits)).flatMap((chunk) => chunk.records);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-file-'));
    path = join(folder, 'people.jsonl');
    log = open();
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps partition, offset, time, key, and headers in order', async () => {
    const headers = '"headers":["b","1","a","2","b",null],';
    writeFileSync(path, line(3, 1202, '"{\\"x\\":1}"', headers));
    expect(await read()).toEqual({ ok: true, value: { added: 1, skipped: 0 } });
    const [record] = await records();
    expect(record).toMatchObject({ partition: 3, offset: 1202, timestampType: 'create' });
    expect(record?.timestamp).toBe(1_700_000_001_202);
    expect(record?.value?.toString()).toBe('{"x":1}');
    const read1 = decodeHeaders(record?.headers ?? new Uint8Array());
    expect(read1?.map(({ key, value }) => [`${key}`, value && `${value}`])).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['b', null],
    ]);
  });

  it('tells null from empty, in keys and in payloads', async () => {
    const empty = line(0, 2, '""').replace('"key":"k"', '"key":""');
    const none = line(0, 1, 'null').replace('"key":"k"', '"key":null');
    writeFileSync(path, none + empty);
    await read();
    const found = await records();
    const lengths = found.map(({ key, value }) => [key?.length ?? null, value?.length ?? null]);
    expect(lengths).toEqual([
      [null, null],
      [0, 0],
    ]);
  });

  it('recovers bytes that are not UTF-8, and every byte that was escaped', async () => {
    const payload = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    writeFileSync(path, Buffer.from(line(0, 0, `"${kcatString(payload)}"`), 'latin1'));
    expect((await read()).ok).toBe(true);
    const [record] = await records();
    expect(Buffer.compare(record?.value ?? Buffer.alloc(0), payload)).toBe(0);
  });

  it('reads escapes as the text they stand for', async () => {
    writeFileSync(path, line(0, 0, '"\\u00e4\\ud83d\\ude00\\/"'));
    await read();
    expect((await records())[0]?.value?.toString()).toBe('ä😀/');
  });

  it('shows holes as holes', async () => {
    writeFileSync(path, line(0, 5, '"a"') + line(0, 9, '"b"'));
    await read();
    expect(await log.bounds()).toEqual([
      { partition: 0, logStart: 5, lastStable: 10, highWatermark: 10 },
    ]);
    expect((await records()).map(({ offset }) => offset)).toEqual([5, 9]);
  });

  it('asks which topic is meant where it holds several, and imports nothing', async () => {
    writeFileSync(path, line(0, 0, '"a"') + line(0, 0, '"b"', '', 'orders'));
    expect(await topicOfFile(path, never)).toEqual({ ok: true, value: 'people' });
    expect(await read()).toMatchObject({
      error: { code: 'choose_topic', data: { topics: ['people', 'orders'] } },
    });
    expect(await records()).toEqual([]);
    expect(await read({ isChosen: true })).toMatchObject({ value: { added: 1 } });
  });

  it('says what it holds where the chosen topic is not in it', async () => {
    writeFileSync(path, line(0, 0, '"b"', '', 'orders'));
    const refused = await read({ isChosen: true });
    expect(refused).toMatchObject({ error: { code: 'file_refused' } });
    expect(!refused.ok && refused.error.text).toContain('orders');
  });

  it('skips what it read before and adds what is new', async () => {
    writeFileSync(path, line(0, 0, '"a"'));
    await read();
    const identity = await log.identity();
    appendFileSync(path, line(0, 1, '"b"') + line(1, 0, '"c"'));
    expect(await read()).toEqual({ ok: true, value: { added: 2, skipped: 1 } });
    expect(await log.identity()).toEqual(identity);
    expect(await read()).toEqual({ ok: true, value: { added: 0, skipped: 0 } });
  });

  it('skips the same offset with the same bytes inside one file, and stops at others', async () => {
    writeFileSync(path, line(0, 0, '"a"') + line(0, 0, '"a"') + line(0, 1, '"b"'));
    expect(await read()).toEqual({ ok: true, value: { added: 2, skipped: 1 } });
    appendFileSync(path, line(0, 1, '"other"'));
    expect(await read()).toMatchObject({ error: { code: 'file_refused', data: { line: 4 } } });
  });

  it('refuses a file that was changed, with the line', async () => {
    writeFileSync(path, line(0, 0, '"a"') + line(0, 1, '"b"'));
    await read();
    writeFileSync(path, line(0, 0, '"a"') + line(0, 1, '"B"') + line(0, 2, '"c"'));
    expect(await read()).toMatchObject({ error: { code: 'file_refused', data: { line: 2 } } });
    expect(await records()).toHaveLength(2);
  });

  it('refuses a file that was cut short', async () => {
    writeFileSync(path, line(0, 0, '"a"') + line(0, 1, '"b"'));
    await read();
    writeFileSync(path, line(0, 0, '"a"'));
    expect(await read()).toMatchObject({ error: { code: 'file_refused', data: { line: 1 } } });
  });

  it.each([
    ['a line cut off', '{"topic":"people","partition":0,"off'],
    ['bytes after the end', `${line(0, 1, '"x"').trim()} x`],
    ['no payload', '{"topic":"people","partition":0,"offset":1}'],
    ['a negative offset', line(0, 1, '"x"').replace('"offset":1', '"offset":-1')],
    ['an offset too high', line(0, 1, '"x"').replace('"offset":1', '"offset":1099511627776')],
    ['a payload that is no text', line(0, 1, '{"a":1}')],
    ['half a surrogate pair', line(0, 1, '"\\ud800"')],
    ['headers without a value', line(0, 1, '"x"', '"headers":["a"],')],
    ['nesting without end', line(0, 1, '"x"', `"z":${'['.repeat(100_000)},`)],
  ])('stops at a bad line with its number (%s); once mended it is read', async (_, bad) => {
    writeFileSync(path, `${line(0, 0, '"a"')}\n${bad.trimEnd()}\n${line(0, 2, '"c"')}`);
    const refused = await read();
    expect(refused).toMatchObject({ error: { code: 'file_refused', data: { line: 3 } } });
    expect(await records()).toEqual([]);
    writeFileSync(path, line(0, 0, '"mended"') + line(0, 2, '"c"'));
    expect(await read()).toEqual({ ok: true, value: { added: 2, skipped: 0 } });
  });

  it('reads lines longer than what is read at once, and a last line without its end', async () => {
    const long = 'x'.repeat(3 * 1024 * 1024);
    writeFileSync(path, line(0, 0, `"${long}"`) + line(0, 1, '"end"').trimEnd());
    expect((await read()).ok).toBe(true);
    expect((await records()).map(({ value }) => value?.length)).toEqual([long.length, 3]);
  });

  it('is not fed, and has no identity, before its end was read', async () => {
    writeFileSync(path, line(0, 0, '"a"'));
    expect(log.isFed()).toBe(false);
    let known = false;
    const identity = log.identity().then((found) => {
      known = true;
      return found;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(known).toBe(false);
    await read();
    expect(log.isFed()).toBe(true);
    expect((await identity).text).toMatch(/^local:people:[0-9a-f]{64}$/);
  });

  it('says how far it came, and stops when told', async () => {
    writeFileSync(path, Array.from({ length: 50_000 }, (_, n) => line(0, n, '"abc"')).join(''));
    const seen: number[] = [];
    const stop = new AbortController();
    const reading = importFile({
      ...{ log, path, topic: 'people', isChosen: false, signal: stop.signal },
      onProgress: (bytes, total) => {
        seen.push(bytes / total);
        if (seen.length === 2) stop.abort();
      },
    });
    await expect(reading).rejects.toThrow();
    expect(seen.every((part) => part > 0 && part <= 1)).toBe(true);
  });
});

/** What yajl, kcat's JSON writer, makes of bytes: latin1 letters stand for raw bytes. */
function kcatString(bytes: Buffer): string {
  const escapes: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
  const letter = (byte: number) => {
    const char = String.fromCharCode(byte);
    const hex = byte.toString(16).toUpperCase().padStart(4, '0');
    return escapes[char] ?? (byte < 0x20 ? `\\u${hex}` : char);
  };
  return [...bytes].map(letter).join('');
}
