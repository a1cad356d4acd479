import { RPCLink } from '@orpc/client/websocket';
import { type ChannelName, channelCloseCodes } from '../../shared/contract/channels.ts';
import { type Ending, RefusedError, type Wire } from './wire.ts';

const openWithinMs = 10_000;

/**
 * Opens a socket to the browser host: the secret is the first frame, and only after `ok` is the
 * socket handed to the RPC link. Rejects with `RefusedError` where the secret is not known.
 */
export async function openSocketWire(name: ChannelName, secret: string): Promise<Wire> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/socket/${name}`);
  socket.binaryType = 'arraybuffer';
  await introduce(socket, secret);
  const closed = new Promise<Ending>((settle) => {
    socket.addEventListener('close', (event) => settle(endingOf(event.code)));
  });
  return { link: new RPCLink({ websocket: socket }), closed };
}

function introduce(socket: WebSocket, secret: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const { signal } = done;
    const fail = (error: Error) => {
      done.abort();
      socket.close();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error('The host did not answer.')), openWithinMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
    socket.addEventListener('open', () => socket.send(secret), { signal });
    socket.addEventListener(
      'close',
      (event) =>
        fail(
          endingOf(event.code) === 'refused'
            ? new RefusedError('The host does not know this page.')
            : new Error('The connection was closed.'),
        ),
      { signal },
    );
    socket.addEventListener(
      'message',
      (event) => {
        if (event.data !== 'ok') return fail(new Error('The host answered something else.'));
        done.abort();
        resolve();
      },
      { signal },
    );
  });
}

function endingOf(code: number): Ending {
  if (code === channelCloseCodes.unauthorized) return 'refused';
  return code === channelCloseCodes.workspaceChanged ? 'workspaceChanged' : 'lost';
}
