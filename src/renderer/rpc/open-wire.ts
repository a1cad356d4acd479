import type { ChannelName } from '../../shared/contract/channels.ts';
import { openPortWire } from './port-wire.ts';
import { openSocketWire } from './socket-wire.ts';
import { forgetSecret, windowSecret } from './window-secret.ts';
import { RefusedError, type Wire } from './wire.ts';

/** Opens a channel: through the preload page in the desktop window, by a socket in a browser. */
export async function openWire(name: ChannelName): Promise<Wire> {
  if (window.playhead) return openPortWire(name);
  try {
    return await openSocketWire(name, await windowSecret());
  } catch (error) {
    if (error instanceof RefusedError) forgetSecret();
    throw error;
  }
}
