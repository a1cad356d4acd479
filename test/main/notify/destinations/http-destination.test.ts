import { afterAll, describe, expect, it } from 'vitest';
import { httpDestination } from '../../../../src/main/notify/destinations/http-destination.ts';
import { type Asked, serveHttp } from '../../../support/http-service.ts';
import { testNotice } from '../../../support/test-notice.ts';

const never = new AbortController().signal;
const asked: Asked[] = [];
let status = 204;
let retryAfter: string | null = null;
const service = await serveHttp((request, response) => {
  asked.push(request);
  if (status === 0) return response.destroy();
  if (retryAfter !== null) response.setHeader('retry-after', retryAfter);
  response.writeHead(status, { location: `${service.url}/elsewhere` }).end('{}');
});
const destination = httpDestination({ kind: 'http', url: `${service.url}/hooks` }, 'secret');

afterAll(() => service.close());

describe('a service told by POST', () => {
  it('gets what happened as JSON, with a key by which it knows it again', async () => {
    status = 204;
    expect(await destination.tell(testNotice(), never)).toEqual({ kind: 'told' });
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = asked;
    expect([path, headers['idempotency-key'], headers.authorization]).toEqual([
      ...['/hooks', '"00ff"', 'Bearer secret'],
    ]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({
      ...{ id: '00ff', subscription: 'security', place: 'p3:12' },
      text: 'Role auditor was given to user u-1',
      event: {
        ...{ id: 'e-1', source: '/hr', type: 'RoleAssignedToUserEvent' },
        ...{ time: '2026-03-12T02:13:40.000Z', actor: 'sam', reason: 'INC-7', ticket: 'T-1' },
        ...{ correlationId: 'c-1', causationId: null },
        data: { userId: 'u-1', roleId: 'auditor' },
      },
    });
  });

  it.each([
    ...[200, 202, 208].map((code) => [code, 'told'] as const),
    ...[400, 413, 422].map((code) => [code, 'refused'] as const),
    ...[301, 307, 401, 403, 404, 429, 503].map((code) => [code, 'not_told'] as const),
    ...[409, 408, 500, 502, 504].map((code) => [code, 'unclear'] as const),
  ])('answering %i: %s', async (code, kind) => {
    status = code;
    const before = asked.length;
    expect(await destination.tell(testNotice(), never)).toMatchObject({ kind });
    // A redirect is not followed.
    expect(asked.length).toBe(before + 1);
  });

  it.each([
    ['3', 3_000],
    ['0', 0],
    ['999999', 3_600_000],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
    ['soon', undefined],
    ['', undefined],
  ])('answering 503 with Retry-After %j wants a pause of %s ms', async (after, pauseMs) => {
    [status, retryAfter] = [503, after];
    const outcome = await destination.tell(testNotice(), never);
    expect(outcome).toEqual({
      ...{ kind: 'not_told', text: 'It answered 503.' },
      ...(pauseMs === undefined ? {} : { pauseMs }),
    });
    retryAfter = null;
  });

  it('may have been told where it took the request and did not answer', async () => {
    status = 0;
    expect(await destination.tell(testNotice(), never)).toMatchObject({ kind: 'unclear' });
  });

  it('may have been told where it does not answer in time', async () => {
    const silent = await serveHttp(() => {});
    const slow = httpDestination({ kind: 'http', url: silent.url }, null);
    expect(await slow.tell(testNotice(), AbortSignal.timeout(100))).toMatchObject({
      kind: 'unclear',
    });
    await silent.close();
  });

  it('was not told where nobody listens, its name is unknown, or there was no time', async () => {
    const gone = await serveHttp(() => {});
    await gone.close();
    const urls = [gone.url, 'http://nobody.invalid/'];
    for (const url of urls) {
      const away = httpDestination({ kind: 'http', url }, null);
      expect(await away.tell(testNotice(), never)).toMatchObject({ kind: 'not_told' });
    }
    expect(await destination.tell(testNotice(), AbortSignal.abort())).toMatchObject({
      kind: 'not_told',
    });
  });
});
