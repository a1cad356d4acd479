import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type BrowserHost, startBrowserHost } from '../../src/main/hosts/browser/browser-host.ts';
import { openRendererFiles } from '../../src/main/hosts/renderer-files.ts';
import type { Workspaces } from '../../src/main/hosts/workspaces.ts';
import { questionStub } from './question-stub.ts';

/** A real browser host on a stub of a workspace, with what a test asks of it. */
export type TestHost = {
  readonly host: BrowserHost;
  readonly port: number;
  readonly origin: string;
  readonly stub: ReturnType<typeof questionStub>;
  /** Says that another workspace was opened. */
  changeWorkspace(): void;
  /** Sends exactly these headers, plus a right Host unless one is given. */
  send(method: string, path: string, wish?: RequestWish): Promise<RawAnswer>;
  /** A secret, got the way a window gets it. */
  secret(): Promise<string>;
  /** A socket that asked to be let in; `headers` replace what a page would send. */
  socket(path: string, headers?: Record<string, string>): WebSocket;
  close(): Promise<void>;
};

type RequestWish = { readonly headers?: Record<string, string>; readonly body?: string };

/** An answer as it came. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** The gateway's token of every test host. */
export const testToken = 'test-token';

const indexHtml =
  '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head></html>';

/** The folder of a built window, with as little in it as can be. */
export function makeRendererFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-renderer-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), indexHtml);
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'app.js'), 'void 0;');
  return folder;
}

/** Starts a host on a free port. */
export async function openTestHost(): Promise<TestHost> {
  const folder = makeRendererFolder();
  const stub = questionStub();
  const listeners: (() => void)[] = [];
  const host = await startBrowserHost({
    workspaces: stubWorkspaces(stub.connect, listeners),
    files: openRendererFiles(folder),
    version: '1.2.3',
    port: 0,
    token: testToken,
    note: (error) => stub.noted.push(error),
  });
  const { port, origin } = new URL(host.api);
  const send: TestHost['send'] = (method, path, { headers = {}, body } = {}) =>
    rawRequest({ port: Number(port), method, path, headers }, body);
  return {
    host,
    port: Number(port),
    origin,
    stub,
    send,
    changeWorkspace: () => {
      for (const listener of listeners) listener();
    },
    secret: async () => {
      const ticket = new URL(host.newLink()).hash.replace('#ticket=', '');
      const headers = { origin, 'content-type': 'application/json' };
      const answer = await send('POST', '/session', { headers, body: JSON.stringify({ ticket }) });
      return (JSON.parse(answer.body) as { secret: string }).secret;
    },
    socket: (path, headers = { origin }) =>
      new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers }),
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function stubWorkspaces(connect: Workspaces['connect'], listeners: (() => void)[]): Workspaces {
  const card = {
    name: 'stub',
    address: 'sample',
    kind: 'sample' as const,
    openedAt: '2026-01-01T00:00:00.000Z',
    isOpen: true,
  };
  return {
    open: async () => card,
    current: () => card,
    preparing: () => null,
    list: () => [card],
    connect,
    onChange: (listener) => void listeners.push(listener),
    stop: async () => {},
  };
}

type RawRequest = {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
};

function rawRequest({ port, ...wish }: RawRequest, body: string | undefined): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, agent: false, ...wish }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
