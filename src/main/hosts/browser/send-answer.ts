import type { ServerResponse } from 'node:http';
import { type Fault, faultStatus } from '../../../shared/contract/fault.ts';
import { unexpectedText } from '../../rpc/answer-fault.ts';
import { safeHeaders } from '../content-security-policy.ts';

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { ...safeHeaders(null), 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
}

/** Answers with a fault in the one error shape; `status` where the protocol wants another than the code's. */
export function sendFault(
  response: ServerResponse,
  { code, text, data = null }: Fault,
  status: number = faultStatus[code],
): void {
  // What was not read of a refused request is not waited for.
  const { headers } = response.req;
  const hasBody =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  if (hasBody && !response.req.complete) response.setHeader('connection', 'close');
  sendJson(response, status, { code, text, data });
}

/** Answers that something went wrong nobody expected; nothing of it is told to the outside. */
export function sendUnexpected(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  sendJson(response, 500, { code: 'internal', text: unexpectedText, data: null });
}
