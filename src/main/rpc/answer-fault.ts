import { ORPCError } from '@orpc/server';
import {
  type Fault,
  type FaultCode,
  FaultError,
  faultStatus,
} from '../../shared/contract/fault.ts';
import { type LogFault, LogFaultError } from '../log/log-port.ts';
import { StoreFaultError } from '../store/write/store-fault.ts';

type Next<Answer> = { next(): Promise<Answer> };

/** Takes note of an error nobody expected; the outside is told nothing of it but that it happened. */
export type NoteError = (error: unknown) => void;

/**
 * Handler options that give every error the one shape: code and status of a fault, its text as
 * message, its data. What nobody expected becomes `internal` and is noted.
 */
export function answerFaults(note: NoteError) {
  return {
    clientInterceptors: [
      <Answer>({ next }: Next<Answer>): Promise<Answer> =>
        next().catch((error: unknown) => Promise.reject(toAnswer(error, note))),
    ],
    interceptors: [
      <Answer>({ next }: Next<Answer>): Promise<Answer> =>
        next().catch((error: unknown) => Promise.reject(asMalformed(error))),
    ],
  };
}

/** The error that carries a fault over a wire. */
export function faultAnswer({ code, text, data }: Fault): ORPCError<FaultCode, unknown> {
  return new ORPCError(code, { status: faultStatus[code], message: text, data });
}

function toAnswer(error: unknown, note: NoteError): ORPCError<string, unknown> {
  const fault = faultOf(error);
  if (fault) return faultAnswer(fault);
  if (error instanceof ORPCError && isAnswerCode(error.code)) return error;
  if (isAbort(error)) return internal();
  note(error);
  return isStoreError(error) ? faultAnswer(storeFault) : internal();
}

/** What the outside is told of an error nobody expected. */
export const unexpectedText =
  'Something went wrong inside Playhead. It was noted in its log; please try again.';

const storeFault: Fault = {
  code: 'store_unavailable',
  text: 'The read model could not be read just now. Try again; if it stays so, look at the log of the app.',
};

function internal(): ORPCError<string, unknown> {
  return new ORPCError('internal', { status: 500, message: unexpectedText });
}

/** The fault an error carries; null for what nobody expected. */
export function faultOf(error: unknown): Fault | null {
  if (error instanceof FaultError) return error.fault;
  if (error instanceof LogFaultError) return faultOfLog(error.fault);
  if (error instanceof StoreFaultError) {
    const { code, text } = error.fault;
    return { code: 'store_unavailable', text, data: { reason: code } };
  }
  return error instanceof ORPCError && error.code === 'BAD_REQUEST' ? schemaFault(error) : null;
}

function faultOfLog({ code, text, partition }: LogFault): Fault {
  const known = code === 'topic_not_found' || code === 'access_denied';
  return { code: known ? code : 'log_out_of_reach', text, data: { reason: code, partition } };
}

/** Decoding failed before any procedure was called: the frame or the body was no request. */
function asMalformed(error: unknown): unknown {
  if (error instanceof ORPCError && isAnswerCode(error.code)) return error;
  const text = 'The request could not be read: is it JSON, and does its content type say so?';
  return faultAnswer({ code: 'bad_request', text });
}

type Issue = { readonly path?: readonly unknown[]; readonly message: string };

function schemaFault(error: ORPCError<string, unknown>): Fault {
  const found = (error.data as { issues?: readonly Issue[] } | undefined)?.issues ?? [];
  const issues = found.map(({ path, message }) => ({ path: pathText(path), text: message }));
  const [first] = issues;
  const text = first ? `${first.path || 'The request'}: ${first.text}.` : error.message;
  return { code: 'bad_request', text, data: { issues } };
}

function pathText(path: readonly unknown[] = []): string {
  const steps = path.map((step) =>
    typeof step === 'object' && step !== null && 'key' in step ? step.key : step,
  );
  return steps.map(String).join('.');
}

function isAnswerCode(code: string): boolean {
  return code === 'internal' || Object.hasOwn(faultStatus, code);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isStoreError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('SQLITE_');
}
