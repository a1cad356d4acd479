import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { encodeHeaders, type Header, noHeaders } from '../../../shared/log/headers.ts';
import { toOffset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import { ByteJson, JsonFault } from './byte-json.ts';

/** A record of a file, and the topic it is of. */
export type KcatLine = { readonly topic: string; readonly record: LogRecord };

type Members = {
  topic?: string;
  partition?: number;
  offset?: number;
  tstype?: string;
  ts?: number;
  key?: Buffer | null;
  payload?: Buffer | null;
  headers?: Uint8Array;
};

/** Reads one line as `kcat -J` writes it; values need not be UTF-8. Else says what is wrong, as half a sentence. */
export function parseKcatLine(line: Buffer): Result<KcatLine, string> {
  try {
    return toLine(readMembers(line));
  } catch (thrown) {
    if (thrown instanceof JsonFault) return err(thrown.message);
    throw thrown;
  }
}

function readMembers(line: Buffer): Members {
  const json = new ByteJson(line);
  const found: Members = {};
  json.object((name) => {
    switch (name) {
      case 'topic':
      case 'tstype':
        found[name] = json.bytes()?.toString('utf8');
        break;
      case 'partition':
      case 'offset':
      case 'ts':
        found[name] = json.integer();
        break;
      case 'key':
      case 'payload':
        found[name] = json.bytes();
        break;
      case 'headers':
        found.headers = readHeaders(json);
        break;
      default:
        json.skip();
    }
  });
  json.end();
  return found;
}

/** Names and values take turns in one flat list. */
function readHeaders(json: ByteJson): Uint8Array {
  const runs: (Buffer | null)[] = [];
  json.array(() => runs.push(json.bytes()));
  if (runs.length % 2 === 1) throw new JsonFault('its headers are not pairs of name and value');
  const headers: Header[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    const key = runs[index];
    if (!key) throw new JsonFault('a header has no name');
    headers.push({ key, value: runs[index + 1] ?? null });
  }
  return encodeHeaders(headers);
}

function toLine(found: Members): Result<KcatLine, string> {
  const { topic, partition, payload, key = null, ts = -1, headers = noHeaders } = found;
  const offset = found.offset === undefined ? null : toOffset(found.offset);
  if (topic === undefined) return err('it names no topic');
  if (partition === undefined || partition < 0) return err('it names no partition');
  if (offset === null) return err('it has no offset');
  if (payload === undefined) return err('it has no payload');
  const timestampType = found.tstype === 'logappend' ? 'append' : 'create';
  const record = { partition, offset, timestamp: ts, timestampType, key, value: payload, headers };
  return ok({ topic, record: record as LogRecord });
}
