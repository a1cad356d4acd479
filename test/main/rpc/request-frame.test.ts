import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRequestFrame, maxFrameBytes } from '../../../src/main/rpc/request-frame.ts';
import { openPortTransport, type Transport } from '../../support/rpc-transports.ts';

const call = { i: '1', p: { u: '/users/lane', b: { json: { userId: 'u' } } } };

describe('a request frame', () => {
  it('is a request or the wish to stop one', () => {
    expect(isRequestFrame(JSON.stringify(call))).toBe(true);
    expect(isRequestFrame(JSON.stringify({ ...call, t: 1 }))).toBe(true);
    expect(isRequestFrame('{"i":"1","t":4}')).toBe(true);
    expect(
      isRequestFrame(JSON.stringify({ i: '1', p: { ...call.p, h: { 'last-event-id': '3' } } })),
    ).toBe(true);
  });

  it.each([
    ['not a text', new Uint8Array([123, 125])],
    ['not JSON', '{'],
    ['a list', '[]'],
    ['without an id', '{"p":{"u":"/x"}}'],
    ['a stream, which no call takes', '{"i":"1","t":3,"p":{"e":"message"}}'],
    ['without a payload', '{"i":"1"}'],
    ['for another address', '{"i":"1","p":{"u":"http://evil.example/"}}'],
    ['for an address that is none', '{"i":"1","p":{"u":7}}'],
    ['a file', '{"i":"1","p":{"u":"/x","h":{"content-disposition":"x"}}}'],
    ['a form', '{"i":"1","p":{"u":"/x","h":{"content-type":"multipart/form-data"}}}'],
    ['by a method no call has', '{"i":"1","p":{"u":"/x","m":"DELETE"}}'],
    ['over 1 MiB', JSON.stringify({ ...call, x: 'x'.repeat(maxFrameBytes) })],
  ])('is not one that is %s', (_name, frame) => {
    expect(isRequestFrame(frame)).toBe(false);
  });
});

describe('frames that pass', () => {
  let over: Transport;
  const unhandled: unknown[] = [];
  const keep = (error: unknown) => unhandled.push(error);
  beforeEach(async () => {
    process.on('unhandledRejection', keep);
    over = await openPortTransport();
  });
  afterEach(async () => {
    await over.close();
    process.off('unhandledRejection', keep);
  });

  it('never trip the thread, whatever they hold', async () => {
    const payload = fc.record(
      {
        u: fc.oneof(
          fc.constantFrom('/users/lane', '/log/changes', '/', '//', '/%ff', '/__proto__/x'),
          fc.webPath(),
        ),
        m: fc.constantFrom('GET', 'POST'),
        b: fc.oneof(fc.jsonValue(), fc.record({ json: fc.jsonValue(), meta: fc.jsonValue() })),
        h: fc.oneof(fc.constant({}), fc.record({ 'last-event-id': fc.jsonValue() })),
      },
      { requiredKeys: ['u'] },
    );
    const frame = fc.record(
      { i: fc.string(), t: fc.constantFrom(1, 4), p: payload },
      { requiredKeys: ['i', 'p'] },
    );
    await fc.assert(
      fc.asyncProperty(frame, async (wish) => {
        const text = JSON.stringify(wish);
        if (!isRequestFrame(text)) return;
        const port = over.stub.connect();
        port.postMessage(text);
        port.postMessage(
          JSON.stringify({ i: 'end', p: { u: '/users/lane', b: { json: { userId: 'u' } } } }),
        );
        await new Promise<void>((resolve) => {
          port.on('message', (answer: string) => JSON.parse(answer).i === 'end' && resolve());
          port.on('close', resolve);
        });
        port.close();
      }),
      { numRuns: 300 },
    );
    expect(unhandled).toEqual([]);
  });
});
