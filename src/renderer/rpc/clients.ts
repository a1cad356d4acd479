import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { ChannelName } from '../../shared/contract/channels.ts';
import type {
  hostCalls,
  orders as ordersContract,
  questions as questionsContract,
} from '../../shared/contract/contract.ts';
import { Channel } from './channel.ts';
import { queryClient } from './query-client.ts';

function linkTo(name: ChannelName): DynamicLink<Record<never, never>> {
  const channel = new Channel(name, () => void queryClient.invalidateQueries());
  return new DynamicLink(() => channel.ready());
}

/** Calls to the reader. */
export const questionsClient: ContractRouterClient<typeof questionsContract> = createORPCClient(
  linkTo('questions'),
);

/** Calls to the writer. */
export const ordersClient: ContractRouterClient<typeof ordersContract> = createORPCClient(
  linkTo('orders'),
);

/** Calls to the host. */
const hostClient: ContractRouterClient<typeof hostCalls> = createORPCClient(linkTo('host'));

/** Questions as query options: `useQuery(questions.users.list.queryOptions({ input }))`. */
export const questions = createTanstackQueryUtils(questionsClient, { path: ['questions'] });

/** Orders as query and mutation options. */
export const orders = createTanstackQueryUtils(ordersClient, { path: ['orders'] });

/** Calls to the host as query and mutation options. */
export const host = createTanstackQueryUtils(hostClient, { path: ['host'] });
