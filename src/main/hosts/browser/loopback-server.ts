import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { NoteError } from '../../rpc/answer-fault.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { hasOwnOrigin, hasToken, isForUs, type OwnAddress } from './admission.ts';
import type { Gateway } from './gateway.ts';
import { exchangeTicket, newTicketLink } from './hand-out-secrets.ts';
import type { Secrets } from './secrets.ts';
import { sendFault, sendUnexpected } from './send-answer.ts';
import {
  channelOfPath,
  type Handshake,
  mostSockets,
  type WindowSockets,
} from './window-sockets.ts';

/** What the loopback server answers with. */
export type LoopbackOptions = {
  readonly own: () => OwnAddress;
  readonly token: string;
  readonly files: RendererFiles;
  readonly secrets: Secrets;
  readonly sockets: WindowSockets;
  readonly gateway: () => Gateway;
  readonly note: NoteError;
};

const slowestRequestMs = 10_000;
const idleMs = 60_000;
/** A cut token of a thousand partitions stands in an address. */
const maxHeaderBytes = 128 * 1024;

/** An HTTP server that knows only its own page and its gateway; it does not listen yet. */
export function createLoopbackServer(options: LoopbackOptions): Server {
  const server = createServer(
    {
      headersTimeout: slowestRequestMs,
      requestTimeout: slowestRequestMs,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: maxHeaderBytes,
      // A missing Host is refused like a wrong one, by us.
      requireHostHeader: false,
    },
    (request, response) => {
      answer(options, request, response).catch((error: unknown) => {
        // A client that went away in the middle of its request is no trouble of ours.
        if (!request.destroyed) options.note(error);
        sendUnexpected(response);
      });
    },
  );
  server.timeout = idleMs;
  server.on('upgrade', (request, socket, head) => upgrade(options, { request, socket, head }));
  return server;
}

async function answer(
  options: LoopbackOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  if (!isForUs(request, options.own())) {
    const text = `This server answers only as ${options.own().host}.`;
    return sendFault(response, { code: 'bad_request', text }, 421);
  }
  const isApi = path === '/api' || path.startsWith('/api/');
  const isKnown = isApi && hasToken(request, options.token);
  if (!isReading(request) && !hasOwnOrigin(request, options.own(), isKnown)) {
    const text = 'A request that changes something must come from this page, or carry the token.';
    return sendFault(response, { code: 'unauthorized', text }, 403);
  }
  if (isApi) return isKnown ? toApi(options, request, response) : refuseUnknown(response);
  if (path === '/session') return exchangeTicket(options.secrets, request, response);
  return sendFile(options.files, request, response);
}

function toApi(
  options: LoopbackOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | void {
  const isTicket = request.method === 'POST' && request.url === '/api/ticket';
  if (isTicket) return newTicketLink(options.secrets, options.own(), response);
  return options.gateway()(request, response);
}

function refuseUnknown(response: ServerResponse): void {
  const text = 'The gateway needs its token: send it as "Authorization: Bearer <token>".';
  response.setHeader('www-authenticate', 'Bearer');
  sendFault(response, { code: 'unauthorized', text });
}

function sendFile(files: RendererFiles, request: IncomingMessage, response: ServerResponse): void {
  const found = isReading(request) ? files.find(pathOf(request)) : null;
  if (found) {
    response.writeHead(200, { ...found.headers, 'content-length': found.body.length });
    response.end(request.method === 'HEAD' ? undefined : found.body);
  } else if (isReading(request)) {
    sendFault(response, { code: 'bad_request', text: 'There is no such page.' }, 404);
  } else {
    response.setHeader('allow', 'GET, HEAD');
    sendFault(response, { code: 'bad_request', text: 'This page can only be read.' }, 405);
  }
}

function upgrade({ own, sockets }: LoopbackOptions, handshake: Handshake): void {
  const { request, socket } = handshake;
  socket.on('error', () => socket.destroy());
  const channel = channelOfPath(pathOf(request));
  const refuse = (status: string) =>
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  if (!isForUs(request, own())) refuse('421 Misdirected Request');
  else if (!hasOwnOrigin(request, own(), false)) refuse('403 Forbidden');
  else if (channel === null) refuse('404 Not Found');
  else if (sockets.size >= mostSockets) refuse('503 Service Unavailable');
  else sockets.accept(channel, handshake);
}

function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}
