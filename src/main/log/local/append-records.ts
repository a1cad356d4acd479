import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { type Cut, sameCut } from '../../../shared/log/cut.ts';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import type { AppendedRecord, AppendFault, Fence, NewRecord, WriteTurn } from '../log-port.ts';
import type { LocalParts } from './local-parts.ts';
import { insertRow, toRow } from './local-schema.ts';

/** A turn's number in the log, and the ends it began at. */
type Turn = { readonly number: string; readonly end: Cut };

type Appended = Result<readonly AppendedRecord[], AppendFault>;

/**
 * The log's clock and its write turns. An append commits only if it is still the last turn taken
 * and no partition has moved since it began.
 */
export function openAppends({ db, records, notes, wake }: LocalParts) {
  const clock = openClock(notes);
  const insert = db.prepare(insertRow);
  const move = db.prepare('UPDATE partition SET next = next + 1 WHERE partition = ?');
  const ends = (): Cut =>
    Object.fromEntries(
      records.bounds().map(({ partition, highWatermark }) => [partition, highWatermark]),
    );
  const appendAll = db.transaction((turn: Turn, given: readonly NewRecord[]): Appended => {
    const found = ends();
    if (notes.get('turn') !== turn.number || !sameCut(found, turn.end)) {
      return err({ code: 'lost_turn', text: 'Somebody else wrote, or took the turn.' });
    }
    const timestamp = clock.stamp();
    const next: { [partition: number]: Offset } = { ...found };
    const appended = given.map(({ partition, ...bytes }): AppendedRecord => {
      const at = next[partition];
      if (at === undefined) throw new RangeError(`There is no partition ${partition}.`);
      const stamped = { timestamp, timestampType: 'append' } as const;
      insert.run(...toRow({ partition, offset: at, ...stamped, ...bytes }));
      move.run(partition);
      next[partition] = offset(at + 1);
      return { partition, offset: at };
    });
    return ok(appended);
  });
  const append = async (turn: Turn, given: readonly NewRecord[]): Promise<Appended> => {
    try {
      const appended = appendAll.immediate(turn, given);
      wake.all();
      return appended;
    } catch (thrown) {
      if (thrown instanceof RangeError) throw thrown;
      return err(outOfReach(thrown));
    }
  };
  const takeTurn = db.transaction((): Turn => {
    const number = String(Number(notes.get('turn') ?? 0) + 1);
    notes.set('turn', number);
    return { number, end: ends() };
  });
  return {
    now: clock.now,
    fence: async (): Promise<Fence> => 'conditional',
    async beginWrite(signal: AbortSignal): Promise<Result<WriteTurn, AppendFault>> {
      if (signal.aborted) return err({ code: 'lost_turn', text: 'The turn is no longer wanted.' });
      try {
        return ok(turnOf(takeTurn.immediate(), append));
      } catch (thrown) {
        return err(outOfReach(thrown));
      }
    },
  };
}

/** A turn appends once, before it is closed. */
function turnOf(
  turn: Turn,
  append: (turn: Turn, given: readonly NewRecord[]) => Promise<Appended>,
): WriteTurn {
  let used = false;
  return {
    fence: 'conditional',
    end: turn.end,
    append: async (given, before) => {
      if (used) throw new Error('A turn appends once, before it is closed.');
      used = true;
      before?.();
      return append(turn, given);
    },
    close: async () => {
      used = true;
    },
  };
}

/**
 * Records are stamped later than any moment `now` has told, so that a reader who asked the clock
 * before it looked at the end has everything up to then.
 */
function openClock(notes: LocalParts['notes']) {
  let told = Number(notes.get('stamped') ?? 0);
  return {
    now: () => {
      told = Math.max(told, Date.now());
      return told;
    },
    stamp: () => {
      told = Math.max(told + 1, Date.now());
      notes.set('stamped', String(told));
      return told;
    },
  };
}

function outOfReach(thrown: unknown): AppendFault {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'log_out_of_reach', text: `The local log cannot be written: ${reason}.` };
}
