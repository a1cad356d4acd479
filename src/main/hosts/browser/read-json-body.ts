import type { IncomingMessage } from 'node:http';
import { FaultError } from '../../../shared/contract/fault.ts';
import { maxFrameBytes } from '../../rpc/request-frame.ts';

/** Reads a JSON body of at most 1 MiB. Rejects with FaultError `bad_request` where it is none. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw refusal('Send JSON, and say so: content-type: application/json.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection stays: the refusal goes back over it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxFrameBytes) throw refusal('The request is too large: 1 MiB at most.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw refusal('The body is no JSON.');
  }
}

function refusal(text: string): FaultError {
  return new FaultError({ code: 'bad_request', text });
}
