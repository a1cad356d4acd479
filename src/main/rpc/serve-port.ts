import type { MessagePort } from 'node:worker_threads';
import type { AnyRouter, Context } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { answerFaults, type NoteError } from './answer-fault.ts';
import { isRequestFrame } from './request-frame.ts';

/** Serves calls on a port, with what is known of who is at its other end. */
export type ServePort<Known extends Context> = (port: MessagePort, known: Known) => void;

/** Makes a router ready to be served on ports; a frame that is no request closes its port. */
export function portServer<Known extends Context>(
  router: AnyRouter,
  note: NoteError,
): ServePort<Known> {
  const handler = new RPCHandler<Context>(router, answerFaults(note));
  return (port, known) => {
    handler.upgrade(guarded(port), { context: known });
    port.start();
  };
}

type Listener = (event?: { data: unknown }) => void;

function guarded(port: MessagePort) {
  return {
    postMessage: (frame: unknown) => port.postMessage(frame),
    on: (event: string, listener: Listener) => {
      if (event === 'message') {
        port.on('message', (frame) => {
          if (isRequestFrame(frame)) listener({ data: frame });
          else port.close();
        });
      } else {
        port.on(event, () => listener());
      }
    },
  };
}
