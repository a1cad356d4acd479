import { expect, it } from 'vitest';
import type { Log } from '../../src/main/log/log-port.ts';
import { encodeHeaders } from '../../src/shared/log/headers.ts';
import { offset } from '../../src/shared/log/offset.ts';
import {
  bytes,
  type LogHarness,
  newRecord,
  readToEnd,
  recordsOf,
  seedRecord,
  startOf,
  takeTurn,
  texts,
} from '../support/log-harness.ts';

/** What a turn at writing does. */
export function describeWriting(current: () => LogHarness): void {
  it('appends at the end and says where', async () => {
    const { log, seed } = current();
    await seed([seedRecord(1, 'before'), seedRecord(1, 'before')]);
    const turn = await takeTurn(log);
    const headers = encodeHeaders([
      { key: bytes('b'), value: bytes('1') },
      { key: bytes('a'), value: bytes('2') },
      { key: bytes('b'), value: null },
    ]);
    const written = [newRecord(1, 'x', headers), newRecord(3, 'y'), newRecord(1, 'z')];
    const appended = await turn.append(written);
    await turn.close();
    expect(appended).toEqual({
      ok: true,
      value: [
        { partition: 1, offset: 2 },
        { partition: 3, offset: 0 },
        { partition: 1, offset: 3 },
      ],
    });
    const past = appended.ok ? appended.value : [];
    const records = recordsOf(await readToEnd(log, { from: turn.end, past }));
    expect(records.map(({ partition, offset: at }) => `${partition}:${at}`)).toEqual([
      '1:2',
      '1:3',
      '3:0',
    ]);
    expect(texts(records)).toEqual(['x', 'z', 'y']);
    expect(records[0] && [...records[0].headers]).toEqual([...headers]);
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

  it('does not take a turn that is no longer wanted', async () => {
    const gone = await current().log.beginWrite(AbortSignal.abort());
    expect(gone.ok).toBe(false);
  });
}

/** Who may write when several want to. */
export function describeTurns(current: () => LogHarness): void {
  it('lets only the last turn write: whoever lost it wrote nothing', async () => {
    const { log, reopen } = current();
    const first = await takeTurn(log);
    const second = await takeTurn(await reopen());
    const lost = await first.append([newRecord(0, 'lost'), newRecord(1, 'lost')]);
    const won = await second.append([newRecord(0, 'won')]);
    await first.close();
    await second.close();
    expect(lost).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
    expect(won.ok).toBe(true);
    const past = won.ok ? won.value : [];
    expect(texts(recordsOf(await readToEnd(log, { past })))).toEqual(['won']);
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

  it('loses no update when many write at once', async () => {
    const { log, reopen } = current();
    const writers = [log, await reopen()];
    const countUp = async (writer: Log) => {
      for (let attempt = 0; attempt < 60; attempt++) {
        const turn = await takeTurn(writer).catch(() => null);
        if (!turn) continue;
        const start = await startOf(writer);
        const seen = recordsOf(await readToEnd(writer, { from: { 0: start[0] ?? offset(0) } }));
        const appended = await turn.append([newRecord(0, `${seen.length}`)]);
        await turn.close();
        if (appended.ok) return appended.value;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      }
      throw new Error('never got the turn');
    };
    const past = await Promise.all([...writers, ...writers, ...writers].map(countUp));
    const counted = texts(recordsOf(await readToEnd(log, { past: past.flat() })));
    expect(counted).toEqual(['0', '1', '2', '3', '4', '5']);
  }, 60_000);
}
