import type { ClientContext, ClientLink } from '@orpc/client';

/** How a connection ended: `refused` where trying again is of no use. */
export type Ending = 'lost' | 'refused' | 'workspaceChanged';

/** An open connection: where calls go, and when it ended. */
export type Wire = {
  readonly link: ClientLink<ClientContext>;
  /** Settles when the connection is gone. */
  readonly closed: Promise<Ending>;
};

/** Thrown by an opener where the other side does not know us: trying again is of no use. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}
