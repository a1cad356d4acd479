import type { MessagePort } from 'node:worker_threads';
import { createORPCClient, type NestedClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';

/** Calls a procedure of a worker by its path, for example `users.list`. */
export type CallWorker = (
  path: readonly string[],
  input: unknown,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

type Client = NestedClient<Record<never, never>>;

/** Calls the worker at the other end of a port; the port is opened at the first call and anew after it closed. */
export function openWorkerCaller(connect: () => MessagePort): CallWorker {
  let client: Client | null = null;
  const open = (): Client => {
    const port = connect();
    const made: Client = createORPCClient(new RPCLink({ port }));
    port.on('close', () => {
      if (client === made) client = null;
    });
    port.start();
    client = made;
    return made;
  };
  return async (path, input, signal) => {
    const procedure = path.reduce((at, step) => Reflect.get(at, step) as Client, client ?? open());
    return (procedure as unknown as Call)(input, { signal });
  };
}

type Call = (input: unknown, options: { signal: AbortSignal | undefined }) => Promise<unknown>;
