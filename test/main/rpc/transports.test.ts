import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openPortTransport,
  openSocketTransport,
  type Transport,
} from '../../support/rpc-transports.ts';

const failure = async (call: Promise<unknown>): Promise<ORPCError<string, unknown>> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ORPCError) return error;
  throw new Error(`Expected an error of the contract, not ${String(error)}`);
};

describe.each([
  ['a port', openPortTransport],
  ['a socket pumped to a port', openSocketTransport],
])('calls over %s', (_name, open) => {
  let over: Transport;
  beforeEach(async () => {
    over = await open();
  });
  afterEach(() => over.close());

  it('are answered', async () => {
    expect(await over.client.users.lane({ userId: 'u-1' })).toEqual({ dots: [], bars: [] });
  });

  it('carry a fault whole: code, status, text and data', async () => {
    const error = await failure(over.client.users.get({ userId: 'nobody' }));
    expect(error).toMatchObject({
      defined: true,
      code: 'unknown_user',
      status: 404,
      message: 'There is no user nobody.',
      data: { userId: 'nobody' },
    });
    expect(over.stub.noted).toEqual([]);
  });

  it('name the field where the input is not what the contract says', async () => {
    const error = await failure(over.client.users.list({ limit: 0 }));
    expect(error).toMatchObject({ code: 'bad_request', status: 400 });
    expect(error.data).toMatchObject({ issues: [{ path: 'limit', text: expect.any(String) }] });
    expect(error.message).toMatch(/^limit: /);
  });

  it('tell nothing of a bug but that there was one, and note it', async () => {
    const error = await failure(over.client.users.get({ userId: 'bug' }));
    expect(error).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(error)).not.toContain('secret detail');
    expect(over.stub.noted).toEqual([
      expect.objectContaining({ message: 'secret detail of a bug' }),
    ]);
  });

  it('stream changes: the first at once, later ones when something was touched', async () => {
    const changes = await over.client.log.changes({});
    const first = await changes.next();
    expect(first.value).toMatchObject({ status: { counts: { event: 1 } } });
    over.stub.touch();
    const second = await changes.next();
    expect(second.value).toMatchObject({ status: { counts: { event: 2 } } });
    await changes.return?.(undefined);
  });

  it('end a stream when the caller gives it up', async () => {
    const stop = new AbortController();
    const changes = await over.client.log.changes({}, { signal: stop.signal });
    await changes.next();
    expect(over.stub.listeners()).toBe(1);
    stop.abort();
    await expect.poll(() => over.stub.listeners()).toBe(0);
  });

  it('answer many calls at once, each its own', async () => {
    const calls = Array.from({ length: 200 }, (_, n) =>
      failure(over.client.users.get({ userId: `u-${n}` })),
    );
    const errors = await Promise.all(calls);
    expect(errors.map(({ data }) => data)).toEqual(errors.map((_, n) => ({ userId: `u-${n}` })));
  });

  it('refuse what the contract does not know', async () => {
    const nothing = (
      over.client as unknown as { nothing: { there(input: object): Promise<unknown> } }
    ).nothing;
    expect(await failure(nothing.there({}))).toMatchObject({ status: 404 });
  });
});
