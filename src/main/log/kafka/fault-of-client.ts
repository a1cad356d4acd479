import { LogFaultError } from '../log-port.ts';
import { tlsTrouble } from './tls-trouble.ts';

type ClientError = {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
};

/** Turns what kafkajs threw into a fault of the log with a sentence for a person. */
export function faultOfClient(error: unknown): LogFaultError {
  if (error instanceof LogFaultError) return error;
  const root = rootOf(error);
  const type = typeof root.type === 'string' ? root.type : '';
  const message = typeof root.message === 'string' ? root.message : 'no reason given';
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'INVALID_TOPIC_EXCEPTION') {
    const text = 'The topic does not exist on this cluster.';
    return new LogFaultError({ code: 'topic_not_found', text, fatal: true });
  }
  if (type.endsWith('AUTHORIZATION_FAILED') || isSignIn(root, type)) {
    const text = `The cluster does not let this user in: ${message}`;
    return new LogFaultError({ code: 'access_denied', text, fatal: true });
  }
  const trouble = tlsTrouble(typeof root.code === 'string' ? root.code : '', message);
  const text = trouble
    ? `The Kafka cluster cannot be reached safely. ${trouble}`
    : `The Kafka cluster does not answer: ${message}`;
  return new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
}

function isSignIn(root: ClientError, type: string): boolean {
  return root.name === 'KafkaJSSASLAuthenticationError' || type === 'SASL_AUTHENTICATION_FAILED';
}

// kafkajs wraps: the reason stands at the end of the chain of causes.
function rootOf(error: unknown): ClientError {
  let root: ClientError = asError(error);
  for (let depth = 0; depth < 5 && root.cause; depth++) root = asError(root.cause);
  return root;
}

function asError(error: unknown): ClientError {
  return typeof error === 'object' && error !== null ? error : { message: String(error) };
}
