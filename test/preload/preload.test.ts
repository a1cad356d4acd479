import { beforeEach, describe, expect, it, vi } from 'vitest';

type Bridge = { readonly kind: string; openChannel(name: string): void };

const exposed = new Map<string, unknown>();
const sent: unknown[][] = [];
const told: unknown[][] = [];

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.set(name, value) },
  ipcRenderer: { postMessage: (...args: unknown[]) => sent.push(args) },
}));

describe('the preload page', () => {
  let bridge: Bridge;
  beforeEach(async () => {
    sent.length = 0;
    told.length = 0;
    vi.stubGlobal('window', {
      location: { origin: 'app://playhead' },
      postMessage: (...args: unknown[]) => told.push(args),
    });
    await import('../../src/preload/index.ts');
    bridge = exposed.get('playhead') as Bridge;
  });

  it('exposes one function and one word, nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual(['playhead']);
    expect(Object.keys(bridge).sort()).toEqual(['kind', 'openChannel']);
  });

  it('sends one end of a new port to the host and the other to the window itself', () => {
    bridge.openChannel('orders');
    const [[message, channel, ports]] = sent as [[string, string, MessagePort[]]];
    expect([message, channel, ports.length]).toEqual(['open-channel', 'orders', 1]);
    const [[data, origin, given]] = told as [[object, string, MessagePort[]]];
    expect([data, origin, given.length]).toEqual([
      { playheadChannel: 'orders' },
      'app://playhead',
      1,
    ]);
    expect(given[0]).not.toBe(ports[0]);
    for (const port of [...ports, ...given]) port.close();
  });

  it('asks for nothing but the three channels', () => {
    for (const name of ['files', '', '__proto__']) expect(() => bridge.openChannel(name)).toThrow();
    expect(sent).toEqual([]);
  });
});
