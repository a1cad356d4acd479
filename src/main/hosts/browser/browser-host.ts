import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { channelCloseCodes } from '../../../shared/contract/channels.ts';
import type { NoteError } from '../../rpc/answer-fault.ts';
import { hostRouter } from '../../rpc/host-router.ts';
import { portServer } from '../../rpc/serve-port.ts';
import type { RendererFiles } from '../renderer-files.ts';
import type { Workspaces } from '../workspaces.ts';
import { ownAddress } from './admission.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { linkWithTicket } from './hand-out-secrets.ts';
import { createLoopbackServer } from './loopback-server.ts';
import { createSecrets } from './secrets.ts';
import { createWindowSockets } from './window-sockets.ts';

/** What a browser host is made of. */
export type BrowserHostOptions = {
  /** With a workspace open. */
  readonly workspaces: Workspaces;
  readonly files: RendererFiles;
  readonly version: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The gateway's token; null makes one. */
  readonly token: string | null;
  readonly note: NoteError;
};

/** A browser host that listens on 127.0.0.1. */
export type BrowserHost = {
  readonly api: string;
  readonly token: string;
  /** A link that opens one window within 60 s. */
  newLink(): string;
  /** Closes sockets and server; the workspaces are their owner's. */
  close(): Promise<void>;
};

/** Starts listening. Rejects with Node's error where the port is taken. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { workspaces, files, version, note } = options;
  const token = options.token ?? randomBytes(32).toString('base64url');
  const secrets = createSecrets(Date.now);
  const serveHost = portServer(hostRouter({ kind: 'browser', version, workspaces }), note);
  const sockets = createWindowSockets({
    isSecret: secrets.isSecret,
    connect: (channel) => {
      if (channel !== 'host') return workspaces.connect(channel, 'os_user');
      const { port1, port2 } = new MessageChannel();
      serveHost(port2, {});
      return port1;
    },
  });
  workspaces.onChange(() => {
    sockets.closeWorkerChannels(channelCloseCodes.workspaceChanged, 'Another workspace is open.');
  });
  let own = ownAddress(0);
  let gateway: Gateway | null = null;
  const server = createLoopbackServer({
    own: () => own,
    token,
    files,
    secrets,
    sockets,
    gateway: () => gateway ?? (async (_request, response) => void response.destroy()),
    note,
  });
  own = ownAddress(await listen(server, options.port));
  const api = `${own.origin}/api`;
  gateway = createGateway({ workspaces, version, api, note });
  return {
    api,
    token,
    newLink: () => linkWithTicket(own, secrets.newTicket()),
    close: () => {
      sockets.closeAll(1001, 'Playhead ends.');
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: ReturnType<typeof createLoopbackServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
