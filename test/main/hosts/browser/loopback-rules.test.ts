import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHost, type TestHost, testToken } from '../../../support/test-host.ts';

const bearer = { authorization: `Bearer ${testToken}` };
const json = { 'content-type': 'application/json' };

describe('the loopback server', () => {
  let at: TestHost;
  beforeAll(async () => {
    at = await openTestHost();
  });
  afterAll(() => at.close());

  it('listens on 127.0.0.1 only', async () => {
    expect(new URL(at.host.api).hostname).toBe('127.0.0.1');
    const other = connect({ host: '127.0.0.2', port: at.port });
    const outcome = await new Promise((resolve) => {
      other.once('connect', () => resolve('connected'));
      other.once('error', () => resolve('refused'));
    });
    other.destroy();
    expect(outcome).toBe('refused');
  });

  it.each(['localhost', '127.0.0.1', 'evil.example', '127.0.0.1.evil.example', '[::1]', ''])(
    'answers 421 to the host name "%s"',
    async (name) => {
      const host = name === '127.0.0.1' ? name : `${name}:${at.port}`;
      for (const path of ['/', '/api/users', '/session', '/assets/app.js']) {
        expect((await at.send('GET', path, { headers: { host, ...bearer } })).status).toBe(421);
      }
    },
  );

  it('answers 421 where no host is named', async () => {
    const socket = connect({ host: '127.0.0.1', port: at.port });
    socket.write('GET / HTTP/1.0\r\n\r\n');
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  });

  it.each([
    ['none', undefined],
    ['null', 'null'],
    ['another host', 'http://evil.example'],
    ['the same host on another port', 'http://127.0.0.1:1'],
    ['https', 'https'],
  ])('refuses to change anything for an origin that is %s', async (_name, origin) => {
    const said = origin === 'https' ? at.origin.replace('http:', 'https:') : origin;
    const headers = { ...json, ...(said === undefined ? {} : { origin: said }) };
    const answer = await at.send('POST', '/session', { headers, body: '{"ticket":"x"}' });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthorized', data: null });
  });

  it('lets a program without an origin in by its token, a foreign page not even with it', async () => {
    expect((await at.send('POST', '/api/ticket', { headers: bearer })).status).toBe(200);
    expect(
      (await at.send('POST', '/api/ticket', { headers: { ...bearer, origin: 'null' } })).status,
    ).toBe(200);
    const foreign = { ...bearer, origin: 'http://evil.example' };
    expect((await at.send('POST', '/api/ticket', { headers: foreign })).status).toBe(403);
  });

  it.each<Record<string, string>>([
    {},
    { authorization: 'Bearer ' },
    { authorization: 'Bearer wrong' },
    { authorization: `Basic ${testToken}` },
    { authorization: `Bearer ${testToken}x` },
  ])('answers 401 below /api to %j', async (headers) => {
    for (const path of ['/api/users', '/api/openapi.json', '/api/nothing', '/api']) {
      const answer = await at.send('GET', path, { headers });
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthorized', data: null });
    }
  });

  it('sends the same safe headers with every answer, and none that opens it to other origins', async () => {
    const answers = await Promise.all([
      at.send('GET', '/'),
      at.send('GET', '/assets/app.js'),
      at.send('GET', '/nothing'),
      at.send('GET', '/api/users', { headers: bearer }),
      at.send('GET', '/api/users/nobody', { headers: bearer }),
      at.send('GET', '/api/users'),
      at.send('GET', '/', { headers: { host: 'evil.example' } }),
      at.send('OPTIONS', '/api/users', { headers: { ...bearer, origin: at.origin } }),
    ]);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; /,
      );
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('gives every index page a nonce of its own, in the policy and in the page', async () => {
    const pages = await Promise.all([at.send('GET', '/'), at.send('GET', '/')]);
    const nonces = pages.map(({ headers, body }) => {
      const policy = String(headers['content-security-policy']);
      const [, nonce] = /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
      expect(body).toContain(`content="${nonce}"`);
      expect(body).not.toContain('__CSP_NONCE__');
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
    expect(Buffer.from(String(nonces[0]), 'base64')).toHaveLength(16);
  });

  it('says the whole policy', async () => {
    const { headers } = await at.send('GET', '/assets/app.js');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('answers a favicon and nothing outside of its folder', async () => {
    expect((await at.send('GET', '/favicon.ico')).headers['content-type']).toBe('image/svg+xml');
    const outside = [
      '/../package.json',
      '/..%2f..%2fetc/passwd',
      '/assets/../../x',
      '/%00',
      '//etc/passwd',
    ];
    for (const path of outside) expect((await at.send('GET', path)).status).toBe(404);
  });

  it('answers HEAD without a body and refuses other methods on pages', async () => {
    const head = await at.send('HEAD', '/');
    expect([head.status, head.body]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await at.send(method, '/', { headers: { origin: at.origin } });
      expect(answer.status).toBe(405);
    }
  });

  it('refuses a body over 1 MiB and one that is no JSON', async () => {
    const headers = { ...bearer, ...json };
    const large = await at.send('POST', '/api/commands', {
      headers,
      body: `"${'x'.repeat(1024 * 1024)}"`,
    });
    expect(large.status).toBe(400);
    expect(JSON.parse(large.body)).toMatchObject({
      code: 'bad_request',
      text: expect.stringContaining('1 MiB'),
    });
    const bad = await at.send('POST', '/api/commands', { headers, body: '{' });
    expect([bad.status, JSON.parse(bad.body).code]).toEqual([400, 'bad_request']);
    const form = await at.send('POST', '/api/commands', {
      headers: { ...bearer, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=b',
    });
    expect([form.status, JSON.parse(form.body).code]).toEqual([400, 'bad_request']);
  });

  it('cuts a request that takes longer than 10 s to arrive', { timeout: 20_000 }, async () => {
    const socket = connect({ host: '127.0.0.1', port: at.port });
    const began = performance.now();
    socket.write(
      `POST /api/commands HTTP/1.1\r\nHost: 127.0.0.1:${at.port}\r\nAuthorization: Bearer ${testToken}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    const trickle = setInterval(() => socket.write(' '), 1_000);
    await new Promise((resolve) => socket.once('close', resolve).resume());
    clearInterval(trickle);
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThan(9_000);
    expect(tookMs).toBeLessThan(13_000);
  });
});

describe('tickets', () => {
  let at: TestHost;
  beforeAll(async () => {
    at = await openTestHost();
  });
  afterAll(() => at.close());

  const exchange = (ticket: unknown) =>
    at.send('POST', '/session', {
      headers: { origin: at.origin, ...json },
      body: JSON.stringify({ ticket }),
    });

  it('stand in the fragment of the link, so that no request carries them', () => {
    const link = new URL(at.host.newLink());
    expect(link.origin).toBe(at.origin);
    expect(link.pathname + link.search).toBe('/');
    expect(link.hash).toMatch(/^#ticket=[\w-]{43}$/);
  });

  it('are exchanged for a secret once', async () => {
    const ticket = new URL(at.host.newLink()).hash.replace('#ticket=', '');
    const first = await exchange(ticket);
    expect(first.status).toBe(200);
    expect(JSON.parse(first.body).secret).toMatch(/^[\w-]{43}$/);
    const second = await exchange(ticket);
    expect([second.status, JSON.parse(second.body).code]).toEqual([401, 'unauthorized']);
  });

  it('are refused where they are none', async () => {
    for (const wrong of ['', 'x', null, 7, {}, 'x'.repeat(1000)]) {
      expect((await exchange(wrong)).status).toBe(401);
    }
  });

  it('are given out anew for the token, as ticket and as link', async () => {
    const answer = await at.send('POST', '/api/ticket', { headers: bearer });
    const { ticket, url } = JSON.parse(answer.body);
    expect(url).toBe(`${at.origin}/#ticket=${ticket}`);
    expect((await exchange(ticket)).status).toBe(200);
  });

  it('cannot be got by GET, which changes nothing', async () => {
    const asked = await at.send('GET', '/api/ticket', { headers: bearer });
    expect([asked.status, JSON.parse(asked.body).code]).toEqual([404, 'bad_request']);
    expect((await at.send('GET', '/session')).status).toBe(405);
  });
});
