import { expect, it } from 'vitest';
import type { Fence } from '../../src/main/log/log-port.ts';
import { encodeHeaders } from '../../src/shared/log/headers.ts';
import {
  bytes,
  type LogHarness,
  newRecord,
  readToEnd,
  recordsOf,
  seedRecord,
  takeTurn,
  texts,
} from '../support/log-harness.ts';

/** What a turn at writing does, whatever holds it. */
export function describeWriting(current: () => LogHarness, fence: Fence): void {
  describeOneAppend(current);
  describeOneTurn(current);

  it(`says that a turn is ${fence} before one is taken, and in the turn`, async () => {
    const { log, reopen } = current();
    const other = await reopen();
    const held = await takeTurn(log);
    expect(held.fence).toBe(fence);
    // To ask takes the turn from nobody.
    expect([await other.fence(), await other.fence()]).toEqual([fence, fence]);
    expect((await held.append([newRecord(0, 'x')])).ok).toBe(true);
    await held.close();
  });

  it('shows a turn all that the turn before it wrote', async () => {
    const { log, reopen } = current();
    const first = await takeTurn(log);
    const appended = await first.append([newRecord(2, 'first')]);
    await first.close();
    const second = await takeTurn(await reopen());
    await second.close();
    expect(appended.ok && appended.value[0]?.offset).toBe(0);
    expect(second.end[2]).toBeGreaterThanOrEqual(1);
  });
}

function describeOneAppend(current: () => LogHarness): void {
  it('appends at the end of a partition, in order, and says where', async () => {
    const { log, seed } = current();
    await seed([seedRecord(1, 'before'), seedRecord(1, 'before')]);
    const turn = await takeTurn(log);
    const appended = await turn.append(['x', 'y', 'z'].map((text) => newRecord(1, text)));
    await turn.close();
    const places = [2, 3, 4].map((offset) => ({ partition: 1, offset }));
    expect(appended).toEqual({ ok: true, value: places });
    const past = appended.ok ? appended.value : [];
    const records = recordsOf(await readToEnd(log, { from: turn.end, past }));
    expect(records.map(({ partition, offset }) => ({ partition, offset }))).toEqual(places);
    expect(texts(records)).toEqual(['x', 'y', 'z']);
  });

  it('keeps what it is given to the byte: key, value, headers in order', async () => {
    const { log } = current();
    const headers = encodeHeaders([
      { key: bytes('b'), value: bytes('1') },
      { key: bytes('a'), value: Uint8Array.of(255, 0) },
      { key: bytes('b'), value: null },
      { key: bytes(''), value: bytes('') },
    ]);
    const value = Uint8Array.from({ length: 256 }, (_, index) => index);
    const given = { partition: 3, key: Uint8Array.of(0, 0, 0, 0), value, headers };
    const turn = await takeTurn(log);
    const appended = await turn.append([given]);
    await turn.close();
    const past = appended.ok ? appended.value : [];
    const [record] = recordsOf(await readToEnd(log, { past }));
    const { key, value: read } = record ?? {};
    expect([key, read, record?.headers].map((run) => run && [...run])).toEqual(
      [given.key, value, headers].map((run) => [...run]),
    );
  });

  it('gives what it appends a time of now', async () => {
    const { log } = current();
    const turn = await takeTurn(log);
    const appended = await turn.append([newRecord(0, 'x')]);
    await turn.close();
    const past = appended.ok ? appended.value : [];
    const [record] = recordsOf(await readToEnd(log, { past }));
    expect(Math.abs((record?.timestamp ?? 0) - log.now())).toBeLessThan(60_000);
  });
}

function describeOneTurn(current: () => LogHarness): void {
  it('begins a turn at the end of all that was written', async () => {
    const { log, seed } = current();
    await seed([seedRecord(0, 'a'), seedRecord(0, 'b'), seedRecord(2, 'c')]);
    const turn = await takeTurn(log);
    await turn.close();
    expect(turn.end).toEqual({ 0: 2, 1: 0, 2: 1, 3: 0 });
  });

  it('writes nothing in a turn that is closed unused', async () => {
    const { log } = current();
    const turn = await takeTurn(log);
    await turn.close();
    expect(recordsOf(await readToEnd(log))).toEqual([]);
    const bounds = await log.bounds();
    expect(bounds.every(({ highWatermark }) => highWatermark === 0)).toBe(true);
  });

  it('calls once what comes before an append, and writes nothing where that fails', async () => {
    const { log } = current();
    let calls = 0;
    const failing = await takeTurn(log);
    const disk = new Error('no space left');
    const fail = () => {
      calls++;
      throw disk;
    };
    await expect(failing.append([newRecord(0, 'never')], fail)).rejects.toBe(disk);
    await failing.close();
    const turn = await takeTurn(log);
    const appended = await turn.append([newRecord(0, 'x')], () => {
      calls++;
    });
    await turn.close();
    expect(calls).toBe(2);
    const past = appended.ok ? appended.value : [];
    expect(texts(recordsOf(await readToEnd(log, { past })))).toEqual(['x']);
  });

  it('appends once in a turn, and not after it was closed: both are bugs', async () => {
    const { log } = current();
    const closed = await takeTurn(log);
    await closed.close();
    await expect(closed.append([newRecord(0, 'late')])).rejects.toThrow('once');
    const used = await takeTurn(log);
    const appended = await used.append([newRecord(0, 'x')]);
    await expect(used.append([newRecord(0, 'again')])).rejects.toThrow('once');
    await used.close();
    const past = appended.ok ? appended.value : [];
    expect(texts(recordsOf(await readToEnd(log, { past })))).toEqual(['x']);
  });

  it('does not take a turn that is no longer wanted', async () => {
    const gone = await current().log.beginWrite(AbortSignal.abort());
    expect(gone).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
  });

  it('comes back at once when a turn it waits for is no longer wanted', async () => {
    const { log } = current();
    const abort = new AbortController();
    const begun = Date.now();
    const waiting = log.beginWrite(abort.signal);
    abort.abort();
    await waiting;
    expect(Date.now() - begun).toBeLessThan(200);
  });

  it('takes no turn in a log that was closed', async () => {
    const log = await current().reopen();
    await log.close();
    const gone = await log.beginWrite(new AbortController().signal);
    expect(gone).toMatchObject({ ok: false, error: { code: 'log_out_of_reach' } });
  });
}
