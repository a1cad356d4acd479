import type { MessagePort } from 'node:worker_threads';
import { type IpcMainEvent, ipcMain, type MessagePortMain, type WebContents } from 'electron';
import { type ChannelName, channelNames } from '../../../shared/contract/channels.ts';
import { maxFrameBytes } from '../../rpc/request-frame.ts';
import { appOrigin } from './app-page.ts';

/** What the channels of the window stand on. */
export type WindowChannelsOptions = {
  /** The one window that may open channels; null while there is none. */
  window(): WebContents | null;
  /** A port to what serves the channel. */
  connect(channel: ChannelName): MessagePort;
};

/** The message by which the preload page asks for a channel. */
const openChannelMessage = 'open-channel';

const mostPorts = 32;

/** The open channels of the window. */
export type WindowChannels = {
  /** Closes the channels to the workers; the window opens them anew. */
  closeWorkerChannels(): void;
};

/** Hands the window its channels: a port of its own each, whose frames pass as they are. */
export function serveWindowChannels(options: WindowChannelsOptions): WindowChannels {
  const open = new Map<MessagePortMain, ChannelName>();
  ipcMain.on(openChannelMessage, (event, channel: unknown) => {
    const [port] = event.ports;
    const isFit = isChannel(channel) && isFromOurPage(event, options.window());
    if (!port || !isFit || event.ports.length !== 1 || open.size >= mostPorts) {
      for (const refused of event.ports) refused.close();
      return;
    }
    open.set(port, channel);
    port.once('close', () => open.delete(port));
    pump(port, options.connect(channel));
  });
  return {
    closeWorkerChannels: () => {
      for (const [port, channel] of open) if (channel !== 'host') port.close();
    },
  };
}

function isChannel(name: unknown): name is ChannelName {
  return (channelNames as readonly unknown[]).includes(name);
}

/** Only the main frame of our window, and only while it shows our own page. */
function isFromOurPage(event: IpcMainEvent, window: WebContents | null): boolean {
  const frame = event.senderFrame;
  return (
    window !== null &&
    frame !== null &&
    event.sender === window &&
    frame === window.mainFrame &&
    frame.origin === appOrigin
  );
}

/** Ports of Electron cannot be handed to a thread, so each frame is carried over. */
function pump(window: MessagePortMain, worker: MessagePort): void {
  window.on('message', ({ data }) => {
    const isFit = typeof data === 'string' && data.length <= maxFrameBytes;
    if (isFit) worker.postMessage(data);
    else window.close();
  });
  window.once('close', () => worker.close());
  worker.on('message', (frame: unknown) => window.postMessage(frame));
  worker.once('close', () => window.close());
  window.start();
}
