import type { ApiCall } from './api-call.ts';

/** Which broker coordinates a transactional id; `node` is -1 where there is an error. */
export type FoundCoordinator = { readonly error: number; readonly node: number };

const transactions = 1;

/** FindCoordinator 1 for a transactional id. */
export function findCoordinatorCall(transactionalId: string): ApiCall<FoundCoordinator> {
  return {
    key: 10,
    version: 1,
    name: 'FindCoordinator',
    write: (out) => {
      out.string(transactionalId).int8(transactions);
    },
    read: (from) => {
      from.int32(); // throttle time
      const error = from.int16();
      from.string(); // the error in words
      return { error, node: from.int32() };
    },
  };
}
