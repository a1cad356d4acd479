import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { hostCalls } from '../../../../src/shared/contract/contract.ts';
import { openTestHost, type TestHost } from '../../../support/test-host.ts';

type Closed = { readonly code: number; readonly reason: string };

const closed = (socket: WebSocket): Promise<Closed> =>
  new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );

const opened = (socket: WebSocket): Promise<'open' | number> =>
  new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.once('error', () => {});
  });

const nextFrame = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));

describe('the sockets of windows', () => {
  let at: TestHost;
  beforeEach(async () => {
    at = await openTestHost();
  });
  afterEach(() => at.close());

  const enter = async (path = '/socket/questions'): Promise<WebSocket> => {
    const secret = await at.secret();
    const socket = at.socket(path);
    await opened(socket);
    socket.send(secret);
    expect(await nextFrame(socket)).toBe('ok');
    return socket;
  };

  it.each([
    ['a missing origin', {}, 403],
    ['the origin null', { origin: 'null' }, 403],
    ['a foreign origin', { origin: 'http://evil.example' }, 403],
    ['a foreign host', { host: 'evil.example' }, 421],
  ])('are refused for %s', async (_name, wrong: Record<string, string>, status) => {
    const headers = 'host' in wrong ? { origin: at.origin, ...wrong } : wrong;
    expect(await opened(at.socket('/socket/questions', headers))).toBe(status);
  });

  it('exist for the three channels only', async () => {
    for (const name of ['questions', 'orders', 'host']) await enter(`/socket/${name}`);
    for (const path of ['/socket/other', '/socket', '/', '/api/users', '/socket/questions/x']) {
      expect(await opened(at.socket(path))).toBe(404);
    }
  });

  it('are not let in by the token: that is the gateway’s', async () => {
    const headers = { authorization: `Bearer ${at.host.token}` };
    expect(await opened(at.socket('/socket/questions', headers))).toBe(403);
  });

  it('are closed with 4401 where the first frame is no secret', async () => {
    for (const first of ['wrong', '', Buffer.from(await at.secret())]) {
      const socket = at.socket('/socket/questions');
      await opened(socket);
      socket.send(first);
      expect((await closed(socket)).code).toBe(4401);
    }
  });

  it('are closed with 4401 where no secret came within 2 s', async () => {
    const socket = at.socket('/socket/questions');
    await opened(socket);
    const began = performance.now();
    expect((await closed(socket)).code).toBe(4401);
    expect(performance.now() - began).toBeGreaterThan(1_800);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('carry no frame before the secret', async () => {
    const socket = at.socket('/socket/questions');
    await opened(socket);
    socket.send(JSON.stringify({ i: '1', p: { u: '/users/lane', b: { json: { userId: 'u' } } } }));
    expect((await closed(socket)).code).toBe(4401);
  });

  it('let the same secret in again, as a page does that was loaded anew', async () => {
    const secret = await at.secret();
    for (const _turn of [1, 2, 3]) {
      const socket = at.socket('/socket/questions');
      await opened(socket);
      socket.send(secret);
      expect(await nextFrame(socket)).toBe('ok');
      socket.close();
    }
  });

  it('answer calls to the host', async () => {
    const socket = await enter('/socket/host');
    const link = new RPCLink({ websocket: socket as never });
    const client: ContractRouterClient<typeof hostCalls> = createORPCClient(link);
    const said = await client.host.describe({});
    expect(said).toMatchObject({ kind: 'browser', version: '1.2.3', canPickFile: false });
    expect((await client.host.pickFile({})).path).toBeNull();
  });

  it('are closed for a frame over 1 MiB, before it is whole', async () => {
    const socket = await enter();
    socket.send('x'.repeat(1024 * 1024 + 1));
    expect((await closed(socket)).code).toBe(1009);
  });

  it('are closed for a frame that is no request, and the others live on', async () => {
    const [other, socket] = [await enter(), await enter()];
    for (const frame of ['garbage', '{}', '[1]', '{"i":"1","p":{"u":"http://evil.example/"}}']) {
      const bad = await enter();
      bad.send(frame);
      expect((await closed(bad)).code).toBe(1012);
    }
    socket.send(Buffer.from([1, 2, 3]));
    expect((await closed(socket)).code).toBe(1012);
    other.send(JSON.stringify({ i: '1', p: { u: '/users/lane', b: { json: { userId: 'u' } } } }));
    expect(JSON.parse(await nextFrame(other))).toMatchObject({ i: '1' });
    expect(at.stub.noted).toEqual([]);
  });

  it('are 32 at a time, those not let in yet included', async () => {
    const sockets = Array.from({ length: 32 }, () => at.socket('/socket/questions'));
    expect(await Promise.all(sockets.map(opened))).toEqual(
      Array.from({ length: 32 }, () => 'open'),
    );
    expect(await opened(at.socket('/socket/questions'))).toBe(503);
    const [first] = sockets;
    const gone = first && closed(first);
    first?.close();
    await gone;
    expect(await opened(at.socket('/socket/questions'))).toBe('open');
  });

  it('to the workers are closed with 4409 when another workspace is open, that to the host stays', async () => {
    const [questions, orders, host] = await Promise.all([
      enter('/socket/questions'),
      enter('/socket/orders'),
      enter('/socket/host'),
    ]);
    const gone = Promise.all([questions, orders].map(closed));
    at.changeWorkspace();
    expect((await gone).map(({ code }) => code)).toEqual([4409, 4409]);
    expect(host.readyState).toBe(host.OPEN);
  });

  it('end the stream of changes when they close', async () => {
    const socket = await enter();
    socket.send(JSON.stringify({ i: '1', p: { u: '/log/changes', b: { json: {} } } }));
    await nextFrame(socket);
    expect(at.stub.listeners()).toBe(1);
    socket.close();
    await expect.poll(() => at.stub.listeners()).toBe(0);
  });
});
