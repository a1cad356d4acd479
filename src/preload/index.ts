import { contextBridge, ipcRenderer } from 'electron';
import type { ChannelName, WindowBridge } from '../shared/contract/channels.ts';
import { channelNames } from '../shared/contract/channels.ts';

const bridge: WindowBridge = {
  kind: 'electron',
  openChannel: (channel: ChannelName) => {
    if (!channelNames.includes(channel)) throw new Error(`There is no channel ${channel}.`);
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('open-channel', channel, [port1]);
    // A port cannot cross the bridge; a message of the window to itself carries it over.
    window.postMessage({ playheadChannel: channel }, window.location.origin, [port2]);
  },
};

contextBridge.exposeInMainWorld('playhead', bridge);
