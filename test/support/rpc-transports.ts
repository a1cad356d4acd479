import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { createWindowSockets } from '../../src/main/hosts/browser/window-sockets.ts';
import type { questions } from '../../src/shared/contract/contract.ts';
import { questionStub } from './question-stub.ts';

/** Calls over one way of carrying them, and the stub that answers. */
export type Transport = {
  readonly client: ContractRouterClient<typeof questions>;
  readonly stub: ReturnType<typeof questionStub>;
  close(): Promise<void>;
};

/** Calls straight over a port, as Electron and the gateway make them. */
export async function openPortTransport(): Promise<Transport> {
  const stub = questionStub();
  const port = stub.connect();
  const client: Transport['client'] = createORPCClient(new PortLink({ port }));
  port.start();
  return { client, stub, close: async () => port.close() };
}

/** Calls over a socket that a host pumps to a port, as a browser makes them. */
export async function openSocketTransport(): Promise<Transport> {
  const stub = questionStub();
  const server = createServer();
  const sockets = createWindowSockets({ isSecret: (text) => text === 's', connect: stub.connect });
  server.on('upgrade', (request, socket, head) =>
    sockets.accept('questions', { request, socket, head }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const websocket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await new Promise((resolve) => websocket.once('open', resolve));
  websocket.send('s');
  await new Promise((resolve) => websocket.once('message', resolve));
  const client: Transport['client'] = createORPCClient(
    new SocketLink({ websocket: websocket as never }),
  );
  return {
    client,
    stub,
    close: async () => {
      websocket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
