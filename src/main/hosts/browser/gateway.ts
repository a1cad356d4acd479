import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { implement } from '@orpc/server';
import { type FaultCode, FaultError } from '../../../shared/contract/fault.ts';
import { answerFaults, type NoteError } from '../../rpc/answer-fault.ts';
import { type CallWorker, openWorkerCaller } from '../../rpc/forward-call.ts';
import { safeHeaders } from '../content-security-policy.ts';
import type { Workspaces } from '../workspaces.ts';
import { gatewayOrders, gatewayQuestions } from './gateway-contract.ts';
import { openApiDocument } from './openapi-document.ts';
import { readJsonBody } from './read-json-body.ts';
import { sendFault, sendJson } from './send-answer.ts';

/** Answers a request below `/api` that was let in. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the gateway stands on. */
export type GatewayOptions = {
  readonly workspaces: Workspaces;
  readonly version: string;
  /** The gateway's own address, `http://127.0.0.1:<port>/api`. */
  readonly api: string;
  readonly note: NoteError;
};

/** The contract's questions and commands over HTTP, each forwarded to the worker that answers the window. */
export function createGateway({ workspaces, version, api, note }: GatewayOptions): Gateway {
  const caller = (channel: 'questions' | 'orders') =>
    openWorkerCaller(() => workspaces.connect(channel, 'gateway_claim'));
  const router = {
    ...forwardAll(gatewayQuestions, caller('questions')),
    ...forwardAll(gatewayOrders, caller('orders')),
  };
  const handler = new OpenAPIHandler(router, {
    ...answerFaults(note),
    customErrorResponseBodyEncoder: ({ code, message, data }) => ({
      code,
      text: message,
      data: data ?? null,
    }),
  });
  let document: Promise<object> | null = null;

  return async (request, response) => {
    if (request.method === 'GET' && request.url === '/api/openapi.json') {
      document ??= openApiDocument(api, version);
      return sendJson(response, 200, await document);
    }
    if (request.method === 'POST' && !(await takeBody(request, response))) return;
    for (const [name, value] of Object.entries(safeHeaders(null))) response.setHeader(name, value);
    const { matched } = await handler.handle(request, response, { prefix: '/api' });
    if (!matched) {
      const text = `The gateway has no ${request.method} ${pathOf(request)}. See /api/openapi.json.`;
      sendFault(response, { code: 'bad_request', text }, 404);
    }
  };
}

/** Reads the body to where the handler looks first; false where the request was answered with a fault. */
async function takeBody(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  try {
    Object.assign(request, { body: await readJsonBody(request) });
    return true;
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    sendFault(response, error.fault);
    return false;
  }
}

type Tree = { readonly [name: string]: Tree | AnyContractProcedure };

// Schemas are checked once, where the question is answered: here both ways are passed through.
const unchecked = {
  initialInputValidationIndex: Number.NaN,
  initialOutputValidationIndex: Number.NaN,
};

function forwardAll(tree: Tree, call: CallWorker, path: readonly string[] = []): object {
  const forwarded = Object.entries(tree).map(([name, part]) => {
    const here = [...path, name];
    return [
      name,
      isContractProcedure(part) ? forward(part, call, here) : forwardAll(part, call, here),
    ];
  });
  return Object.fromEntries(forwarded);
}

function forward(contract: AnyContractProcedure, call: CallWorker, path: readonly string[]) {
  return implement(contract)
    .$config(unchecked)
    .handler(({ input, signal }) =>
      call(path, input ?? {}, signal).catch((error: unknown) => Promise.reject(asAway(error))),
    );
}

/** The worker's end of the port closed while the answer was awaited. */
function asAway(error: unknown): unknown {
  const isAway = error instanceof Error && error.name === 'AbortError';
  const text =
    'The part of Playhead that answers this is being started again. Try again in a moment.';
  return isAway ? new FaultError({ code: 'store_unavailable' satisfies FaultCode, text }) : error;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}
