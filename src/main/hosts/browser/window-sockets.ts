import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import {
  type ChannelName,
  channelCloseCodes,
  channelNames,
} from '../../../shared/contract/channels.ts';
import { maxFrameBytes } from '../../rpc/request-frame.ts';

/** What the sockets of windows stand on. */
export type WindowSocketsOptions = {
  isSecret(text: string): boolean;
  /** A port to what serves the channel. */
  connect(channel: ChannelName): MessagePort;
};

/** The sockets of windows, each one channel. */
export type WindowSockets = {
  /** Takes over a socket that asked for this channel. */
  accept(channel: ChannelName, handshake: Handshake): void;
  /** Closes the sockets to the workers with this code, so that the windows begin anew. */
  closeWorkerChannels(code: number, reason: string): void;
  closeAll(code: number, reason: string): void;
  readonly size: number;
};

/** An upgrade request as Node's server hands it over. */
export type Handshake = {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
};

/** The most sockets at a time, those not let in yet included. */
export const mostSockets = 32;

const secretWithinMs = 2_000;
/** A window that does not take its answers is let go before they fill the memory. */
const mostUnsentBytes = 64 * 1024 * 1024;

/** The channel a path names; null for every other path. */
export function channelOfPath(path: string): ChannelName | null {
  return channelNames.find((name) => path === `/socket/${name}`) ?? null;
}

/** Makes the sockets of one host. */
export function createWindowSockets(options: WindowSocketsOptions): WindowSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
  const channels = new Map<WebSocket, ChannelName>();
  return {
    accept: (channel, { request, socket, head }) => {
      server.handleUpgrade(request, socket, head, (made) => {
        channels.set(made, channel);
        made.once('close', () => channels.delete(made));
        made.on('error', () => made.terminate());
        letIn(made, options, channel);
      });
    },
    // The channel to the host stays: over it the window just asked for the change.
    closeWorkerChannels: (code, reason) => {
      for (const [socket, channel] of channels) if (channel !== 'host') socket.close(code, reason);
    },
    closeAll: (code, reason) => {
      for (const socket of channels.keys()) socket.close(code, reason);
    },
    get size() {
      return channels.size;
    },
  };
}

/** The first frame is the secret; until it came nothing else is listened to. */
function letIn(socket: WebSocket, options: WindowSocketsOptions, channel: ChannelName): void {
  const refuse = () =>
    socket.close(channelCloseCodes.unauthorized, 'The secret is missing or wrong.');
  const timer = setTimeout(refuse, secretWithinMs);
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (data, isBinary) => {
    clearTimeout(timer);
    if (isBinary || !options.isSecret(textOf(data))) return refuse();
    pump(socket, options.connect(channel));
    socket.send('ok');
  });
}

/** Frames pass as they are, both ways; when one end closes, so does the other. */
function pump(socket: WebSocket, port: MessagePort): void {
  socket.on('message', (data, isBinary) => port.postMessage(isBinary ? data : textOf(data)));
  socket.once('close', () => port.close());
  port.on('message', (frame: string | Uint8Array) => {
    socket.send(frame);
    if (socket.bufferedAmount > mostUnsentBytes) socket.terminate();
  });
  port.once('close', () => {
    socket.close(channelCloseCodes.restarting, 'What stood behind this channel stopped.');
  });
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}
