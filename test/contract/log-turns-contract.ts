import { expect, it } from 'vitest';
import type { Log } from '../../src/main/log/log-port.ts';
import { offset } from '../../src/shared/log/offset.ts';
import {
  type LogCapabilities,
  type LogHarness,
  newRecord,
  readToEnd,
  recordsOf,
  seedRecord,
  startOf,
  takeTurn,
  takeTurnPatiently,
  texts,
} from '../support/log-harness.ts';

/** Who may write when several want to, where writers exclude each other. */
export function describeExclusion(current: () => LogHarness): void {
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

  it('loses no update when many write at once', async () => {
    const { log, reopen } = current();
    const writers = [log, await reopen()];
    const past = await Promise.all([...writers, ...writers, ...writers].map(countUp));
    const counted = texts(recordsOf(await readToEnd(log, { past: past.flat() })));
    expect(counted).toEqual(['0', '1', '2', '3', '4', '5']);
  }, 60_000);
}

/** All or nothing, where several partitions can be written so. */
export function describeAtomicity(
  current: () => LogHarness,
  { interruptible }: LogCapabilities,
): void {
  it('appends to several partitions at once and says where', async () => {
    const { log, seed } = current();
    await seed([seedRecord(1, 'before'), seedRecord(1, 'before')]);
    const turn = await takeTurn(log);
    const written = [newRecord(1, 'x'), newRecord(3, 'y'), newRecord(1, 'z')];
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
    expect(texts(records)).toEqual(['x', 'z', 'y']);
  });

  it('writes none where one of them has no place', async () => {
    const { log, reopen } = current();
    const turn = await takeTurn(log);
    const records = [newRecord(0, 'here'), newRecord(99, 'nowhere')];
    const appended = await turn.append(records).catch(() => null);
    await turn.close();
    expect(appended?.ok ?? false).toBe(false);
    await settle(await reopen());
    expect(recordsOf(await readToEnd(log))).toEqual([]);
  });

  if (interruptible) describeInterruption(current);
}

function describeInterruption(current: () => LogHarness): void {
  it('shows nothing of a turn that was taken between its writes and its end', async () => {
    const { log, reopen, beforeCommit } = current();
    const other = await reopen();
    const first = await takeTurn(log);
    let second: Awaited<ReturnType<typeof takeTurn>> | null = null;
    beforeCommit?.(async () => {
      // Both records are in the log by now, and nobody may see them.
      const written = (await other.bounds()).map(({ highWatermark }) => highWatermark);
      expect(written).toEqual([1, 1, 0, 0]);
      second = await takeTurnPatiently(other);
    });
    const lost = await first.append([newRecord(0, 'lost'), newRecord(1, 'lost')]);
    expect(lost).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
    const won = await (second as typeof first | null)?.append([newRecord(0, 'won')]);
    await first.close();
    const past = won?.ok ? won.value : [];
    expect(texts(recordsOf(await readToEnd(other, { past })))).toEqual(['won']);
  });
}

/** What holds where nothing keeps two writers apart. */
export function describeUnfenced(current: () => LogHarness): void {
  it('writes what both of two turns append, each where it says', async () => {
    const { log, reopen } = current();
    const first = await takeTurn(log);
    const second = await takeTurn(await reopen());
    const one = await first.append([newRecord(0, 'a'), newRecord(0, 'b')]);
    const two = await second.append([newRecord(0, 'c'), newRecord(0, 'd')]);
    await first.close();
    await second.close();
    expect(one).toMatchObject({ ok: true, value: [{ offset: 0 }, { offset: 1 }] });
    expect(two).toMatchObject({ ok: true, value: [{ offset: 2 }, { offset: 3 }] });
    expect(texts(recordsOf(await readToEnd(log)))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the records of an append together when many write at once', async () => {
    const { log, reopen } = current();
    const writers = [log, await reopen()];
    const runs = Array.from({ length: 10 }, async (_, run) => {
      const turn = await takeTurn(writers[run % 2] as Log);
      const appended = await turn.append([0, 1, 2].map((n) => newRecord(0, `${run}.${n}`)));
      await turn.close();
      return appended.ok ? appended.value.map(({ offset: at }) => at) : [];
    });
    const places = await Promise.all(runs);
    const read = texts(recordsOf(await readToEnd(log)));
    expect(read).toHaveLength(30);
    for (const [run, offsets] of places.entries()) {
      expect(offsets.map((at) => read[at])).toEqual([`${run}.0`, `${run}.1`, `${run}.2`]);
    }
  });

  it('sends nothing where records are for several partitions', async () => {
    const { log } = current();
    const turn = await takeTurn(log);
    const appended = await turn.append([newRecord(0, 'x'), newRecord(1, 'x')]);
    await turn.close();
    expect(appended).toMatchObject({ ok: false, error: { code: 'not_atomic' } });
    const bounds = await log.bounds();
    expect(bounds.every(({ highWatermark }) => highWatermark === 0)).toBe(true);
  });
}

/** Appends the number of records it sees, in as many turns as it takes; where they came to stand. */
async function countUp(writer: Log) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const turn = await takeTurn(writer).catch(() => null);
    if (turn) {
      const start = await startOf(writer);
      const seen = recordsOf(await readToEnd(writer, { from: { 0: start[0] ?? offset(0) } }));
      const appended = await turn.append([newRecord(0, `${seen.length}`)]);
      await turn.close();
      if (appended.ok) return appended.value;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
  }
  throw new Error('never got the turn');
}

/** Takes a turn and gives it back, which ends whatever was still under way. */
async function settle(log: Log): Promise<void> {
  await (await takeTurnPatiently(log)).close();
}
