import { RPCLink } from '@orpc/client/message-port';
import type { ChannelName, WindowBridge } from '../../shared/contract/channels.ts';
import type { Wire } from './wire.ts';

declare global {
  interface Window {
    /** What the preload page exposes in the desktop window; absent in a browser. */
    readonly playhead?: WindowBridge;
  }
}

const openWithinMs = 10_000;

/** Asks the preload page for a channel; its port arrives as a message of this very window. */
export async function openPortWire(name: ChannelName): Promise<Wire> {
  const arrival = nextPort(name);
  window.playhead?.openChannel(name);
  const port = await arrival;
  const closed = new Promise<'lost'>((settle) => {
    port.addEventListener('close', () => settle('lost'));
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, closed };
}

function nextPort(name: ChannelName): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const timer = setTimeout(() => {
      done.abort();
      reject(new Error('The window did not get its channel.'));
    }, openWithinMs);
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data?.playheadChannel !== name || !port) return;
      clearTimeout(timer);
      done.abort();
      resolve(port);
    };
    window.addEventListener('message', take, { signal: done.signal });
  });
}
