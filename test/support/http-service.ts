import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as a service sees it. */
export type Asked = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

/** A service on the loopback address. */
export type HttpService = { readonly url: string; close(): Promise<void> };

/** Serves requests until it is closed; `answer` may end the answer, or destroy it. */
export async function serveHttp(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<HttpService> {
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => '');
    answer({ path: request.url ?? '', headers: request.headers, body }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
