import type Database from 'better-sqlite3';
import type { PartitionStep, PlannedBatch } from './planned-batch.ts';
import { StoreFaultError } from './store-fault.ts';
import { prepareIntervals } from './write-intervals.ts';
import { prepareRecords } from './write-records.ts';

/** Prepares the statements once; the function it gives writes a batch inside the caller's transaction. */
export function prepareBatchWriter(db: Database.Database): (batch: PlannedBatch) => void {
  const writers = [
    prepareSteps(db),
    prepareSubjects(db),
    preparePassed(db),
    prepareIntervals(db),
    prepareIdentities(db),
    prepareChain(db),
  ];
  const writeRecords = prepareRecords(db);
  return (batch) => {
    for (const write of writers) write(batch);
    batch.records.forEach(writeRecords);
  };
}

type Writer = (batch: PlannedBatch) => void;

/** The compare-and-set: a checkpoint that is not where the batch began means somebody else wrote. */
function prepareSteps(db: Database.Database): Writer {
  const move = db.prepare(`
    UPDATE partition SET next = ?, record_next = ?, tau = ?, last_stable = ?, high_watermark = ?,
      event = event + ?, duplicate = duplicate + ?, unknown_type = unknown_type + ?,
      tombstone = tombstone + ?, quarantined = quarantined + ?, control = control + ?,
      aborted = aborted + ?, gap = gap + ?, anomaly = anomaly + ?
    WHERE partition = ? AND next = ?`);
  const writeStep = (step: PartitionStep) => {
    const { counts: n } = step;
    const { changes } = move.run(
      ...[step.next, step.recordNext, step.tau, step.lastStable, step.highWatermark],
      ...[n.event, n.duplicate, n.unknownType, n.tombstone, n.quarantined],
      ...[n.control, n.aborted, n.gap, n.anomaly, step.partition, step.from],
    );
    if (changes !== 1) throw checkpointMoved(step);
  };
  return (batch) => batch.steps.forEach(writeStep);
}

function checkpointMoved({ partition, from }: PartitionStep): StoreFaultError {
  return new StoreFaultError({
    code: 'checkpoint_moved',
    text: `The checkpoint of partition ${partition} is not ${from} any more: another program wrote this workspace. Nothing was written; reading starts again from the checkpoint.`,
    fatal: false,
  });
}

function prepareSubjects(db: Database.Database): Writer {
  const insert = db.prepare('INSERT INTO subject (number, kind, id) VALUES (?, ?, ?)');
  const split = db.prepare('INSERT OR IGNORE INTO split_subject (subject) VALUES (?)');
  return ({ subjects, splitSubjects }) => {
    for (const { number, kind, id } of subjects) insert.run(number, kind, id);
    for (const subject of splitSubjects) split.run(subject);
  };
}

function preparePassed(db: Database.Database): Writer {
  const insert = db.prepare('INSERT INTO passed (place, until, class, tau) VALUES (?, ?, ?, ?)');
  const quarantine = db.prepare(`INSERT INTO quarantine
      (place, until, reason, text, decoder, key, bytes, value_length, value_sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (batch) => {
    for (const { place, until, class: code, tau } of batch.passed) {
      insert.run(place, until, code, tau);
    }
    for (const row of batch.quarantine) {
      quarantine.run(
        ...[row.place, row.until, row.reason, row.text, row.decoder],
        ...[row.key, row.bytes, row.valueLength, row.valueSha256],
      );
    }
  };
}

function prepareIdentities(db: Database.Database): Writer {
  const note = db.prepare('INSERT OR IGNORE INTO identity_again VALUES (?)');
  return ({ identitiesAgain }) => {
    for (const identity of identitiesAgain) note.run(identity);
  };
}

function prepareChain(db: Database.Database): Writer {
  const insert = db.prepare(
    'INSERT INTO chain (partition, range, records, digest, link) VALUES (?, ?, ?, ?, ?)',
  );
  return ({ chain }) => {
    for (const row of chain) {
      insert.run(row.partition, row.range, row.records, row.digest, row.link);
    }
  };
}
