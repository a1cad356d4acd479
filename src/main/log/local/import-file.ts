import { stat } from 'node:fs/promises';
import type { Fault } from '../../../shared/contract/fault.ts';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { Imported } from './import-records.ts';
import type { LocalLog } from './open-local-log.ts';
import { parseKcatLine } from './parse-kcat-line.ts';
import { type FileLine, splitLines } from './split-lines.ts';

/** Which file, into which log, and whom to tell. */
export type FileImport = {
  readonly log: LocalLog;
  readonly path: string;
  /** The topic whose lines are wanted. */
  readonly topic: string;
  /** True where the person named the topic: lines of others are then passed over. */
  readonly isChosen: boolean;
  readonly signal: AbortSignal;
  /** Bytes read and bytes there are. */
  readonly onProgress: (read: number, total: number) => void;
};

const batchBytes = 8 * 1024 * 1024;

/**
 * Reads a file of `kcat -J` lines into its log. The first time it is all or nothing: where a line
 * is bad, the file can be mended and read again from the start. Later a file may only have grown:
 * lines read before are compared byte for byte, what comes after them is added, and where a line
 * stops it, those before it stay. Faults: `file_not_found`, `file_refused` (with the line),
 * `choose_topic` (with the topics). Rejects when the signal aborts.
 */
export async function importFile(wanted: FileImport): Promise<Result<Imported, Fault>> {
  const { log, path, onProgress } = wanted;
  const file = await stat(path).catch(() => null);
  if (!file?.isFile()) return err(notFound(path));
  const mark = `${file.size} bytes of ${file.mtimeMs}`;
  const isFirst = log.notes.get('identity') === null;
  if (!isFirst && log.notes.get('file') === mark) {
    log.markFed();
    return ok({ added: 0, skipped: 0 });
  }
  // What an import left behind that did not reach the end counts for nothing.
  if (isFirst) log.forgetRecords();
  const done = await importLines(wanted, (read) => onProgress(read, file.size));
  if (!done.ok && isFirst) log.forgetRecords();
  if (!done.ok) return done;
  log.notes.set('file', mark);
  log.notes.set('file_records', String(done.value.added + done.value.skipped));
  log.markFed();
  return done;
}

/** The topic of a file's first line. */
export async function topicOfFile(
  path: string,
  signal: AbortSignal,
): Promise<Result<string, Fault>> {
  const file = await stat(path).catch(() => null);
  if (!file?.isFile()) return err(notFound(path));
  for await (const [line] of splitLines(path, signal)) {
    if (!line) continue;
    const parsed = parseKcatLine(withoutMark(line.bytes));
    return parsed.ok ? ok(parsed.value.topic) : err(badLine(line.number, parsed.error));
  }
  return err(refused(`The file ${path} holds no line: nothing can be read from it.`, null));
}

type Gathered = { readonly records: LogRecord[]; readonly lines: number[]; bytes: number };

async function importLines(
  wanted: FileImport,
  onRead: (bytes: number) => void,
): Promise<Result<Imported, Fault>> {
  const { log, path, topic, isChosen, signal } = wanted;
  const total = { added: 0, skipped: 0 };
  const others = new Set<string>();
  let batch: Gathered = { records: [], lines: [], bytes: 0 };
  let lastLine = 0;
  const flush = (): Fault | null => {
    const done = log.importRecords(batch.records);
    if (!done.ok) return badLine(batch.lines[done.error.index] ?? lastLine, done.error.text);
    total.added += done.value.added;
    total.skipped += done.value.skipped;
    batch = { records: [], lines: [], bytes: 0 };
    return null;
  };
  for await (const lines of splitLines(path, signal)) {
    for (const line of lines) {
      lastLine = line.number;
      const fault = gather(line, { batch, topic, others });
      if (fault) return err(fault);
    }
    const stop = batch.bytes >= batchBytes ? flush() : null;
    if (stop) return err(stop);
    onRead(lines.at(-1)?.end ?? 0);
  }
  const stop = flush();
  if (stop) return err(stop);
  if (others.size > 0 && !isChosen) return err(chooseTopic([topic, ...others]));
  const missing = whatIsMissing(wanted, total, { others, lastLine });
  return missing ? err(missing) : ok(total);
}

function gather(
  line: FileLine,
  { batch, topic, others }: { batch: Gathered; topic: string; others: Set<string> },
): Fault | null {
  const parsed = parseKcatLine(line.number === 1 ? withoutMark(line.bytes) : line.bytes);
  if (!parsed.ok) return badLine(line.number, `The line cannot be read: ${parsed.error}.`);
  if (parsed.value.topic !== topic) {
    others.add(parsed.value.topic);
    return null;
  }
  batch.records.push(parsed.value.record);
  batch.lines.push(line.number);
  batch.bytes += line.bytes.length;
  return null;
}

function whatIsMissing(
  { log, path, topic }: FileImport,
  { added, skipped }: Imported,
  { others, lastLine }: { others: ReadonlySet<string>; lastLine: number },
): Fault | null {
  if (added + skipped === 0) {
    const held = others.size > 0 ? ` It holds ${[...others].slice(0, 20).join(', ')}.` : '';
    return refused(`The file ${path} holds no record of the topic ${topic}.${held}`, null);
  }
  const before = Number(log.notes.get('file_records') ?? 0);
  if (added + skipped >= before) return null;
  return badLine(
    lastLine,
    `The file ends here, but it held ${before} records when it was last read. Put the whole file back, or open this one in a workspace of its own.`,
  );
}

function withoutMark(bytes: Buffer): Buffer {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.subarray(3) : bytes;
}

function notFound(path: string): Fault {
  return {
    code: 'file_not_found',
    text: `There is no file ${path}. Check the path.`,
    data: { path },
  };
}

function refused(text: string, line: number | null): Fault {
  return { code: 'file_refused', text, data: { line } };
}

function badLine(line: number, why: string): Fault {
  return refused(`Line ${line}: ${why}`, line);
}

function chooseTopic(topics: readonly string[]): Fault {
  return {
    code: 'choose_topic',
    text: `The file holds records of ${topics.length} topics: ${topics.slice(0, 20).join(', ')}. Say which one to open: file:PATH#topic.`,
    data: { topics },
  };
}
