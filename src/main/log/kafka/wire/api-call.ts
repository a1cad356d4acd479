import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/**
 * One request of the Kafka protocol and how to read its answer. For flexible versions (KIP-482)
 * `write` begins with the request header's tags, and `read` with the response header's.
 */
export type ApiCall<Answer> = {
  readonly key: number;
  readonly version: number;
  readonly name: string;
  write(out: WireWriter): void;
  read(from: WireReader): Answer;
};
