import type { MessagePort } from 'node:worker_threads';
import type { Fault } from '../../shared/contract/fault.ts';
import type { ActorType } from '../commands/event-records.ts';
import type { IngestState } from '../ingest/ingest-state.ts';

/** What a writer is started with. Paths are absolute. */
export type WriterStart = {
  readonly folder: string;
  /** The log's address as `parseLogAddress` reads it; a file's path is absolute. */
  readonly address: string;
  /** The host's leave to issue commands. */
  readonly commandsAllowed: boolean;
  /** True where commands are on for this run, whatever the workspace's switch says. */
  readonly commandsOnForRun: boolean;
  /** Only for the sample: remove it and all that was made of it, and make it anew. */
  readonly reset: boolean;
};

/** What a reader is started with. */
export type ReaderStart = { readonly folder: string; readonly address: string };

/** What a host says to a worker. */
export type ToWorker =
  /** Serve calls on this port: from the person at this machine, or a program that claims an actor. */
  | { readonly kind: 'connect'; readonly port: MessagePort; readonly caller: ActorType }
  /** To the reader: something was committed, or reading stands otherwise than before. */
  | { readonly kind: 'reading'; readonly reading: IngestState }
  /** End cleanly: finish the batch, close the files, release the lock. */
  | { readonly kind: 'shutdown' };

/** What a worker says to its host. */
export type FromWorker =
  | { readonly kind: 'ready' }
  /** It ends by itself and wants to be started anew: what it needs is there now. */
  | { readonly kind: 'again' }
  /** From the writer before it is ready: so many percent of the model are in the layout of this version. */
  | { readonly kind: 'preparing'; readonly percent: number }
  /** It cannot be started; it ends by itself. */
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** From the writer: how reading stands, after each commit, at most ten times a second. */
  | { readonly kind: 'reading'; readonly reading: IngestState };
