import type { IncomingMessage } from 'node:http';
import { isSameText } from './secrets.ts';

/** Where a host listens: only its own names for itself count. */
export type OwnAddress = { readonly host: string; readonly origin: string };

/** The names of a host on this port of 127.0.0.1. */
export function ownAddress(port: number): OwnAddress {
  return { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };
}

/** True where the request was meant for exactly this host: other names point here by DNS rebinding. */
export function isForUs(request: IncomingMessage, own: OwnAddress): boolean {
  return request.headers.host === own.host;
}

/**
 * True where a request that changes something comes from our own page. Elsewhere the browser sends
 * another Origin; a program without one may come in with the gateway's token.
 */
export function hasOwnOrigin(
  request: IncomingMessage,
  own: OwnAddress,
  mayBeAbsent: boolean,
): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') return mayBeAbsent;
  return origin === own.origin;
}

/** True where the request carries the gateway's bearer token. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const said = /^Bearer (?<token>\S+)$/i.exec(request.headers.authorization ?? '')?.groups;
  return isSameText(said?.['token'] ?? '', token) && token !== '';
}
