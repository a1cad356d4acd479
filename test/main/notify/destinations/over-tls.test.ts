import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emailDestination } from '../../../../src/main/notify/destinations/email-destination.ts';
import { httpDestination } from '../../../../src/main/notify/destinations/http-destination.ts';
import { trustSystem } from '../../../../src/main/workers/trust-system.ts';
import {
  makeAuthority,
  makeCertificate,
  whyNoCertificates,
} from '../../../support/certificates.ts';
import { testNotice } from '../../../support/test-notice.ts';

const why = await whyNoCertificates();
if (why) console.warn(why);
const never = new AbortController().signal;

type Pair = { readonly key: string; readonly cert: string };

describe.skipIf(why)(`telling over TLS${why ? ` (${why})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-notify-tls-'));
  const servers: { close(done: () => void): unknown }[] = [];
  let trusted: Pair;
  let strange: Pair;
  const told: string[] = [];

  beforeAll(async () => {
    const authority = await makeAuthority(folder, 'authority');
    const stranger = await makeAuthority(folder, 'stranger');
    const pairOf = async (by: typeof authority, name: string) => {
      const wish = { folder, name, addresses: 'IP:127.0.0.1' };
      const { keyFile, certFile } = await makeCertificate(by, wish);
      return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
    };
    trusted = await pairOf(authority, 'trusted');
    strange = await pairOf(stranger, 'strange');
    // As a company's authority is installed in a system.
    process.env['SSL_CERT_FILE'] = authority.certFile;
    trustSystem();
  });
  afterEach(async () => {
    await Promise.all(
      servers.splice(0).map((one) => new Promise<void>((done) => one.close(() => done()))),
    );
    told.length = 0;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function listen(server: Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async function tellService(pair: Pair) {
    const server = createServer(pair, (request, response) => {
      told.push(String(request.headers['idempotency-key']));
      response.end();
    });
    servers.push(server);
    const url = `https://127.0.0.1:${await listen(server)}/hook`;
    return httpDestination({ kind: 'http', url }, null).tell(testNotice(), never);
  }

  async function tellMailbox(pair: Pair, tls: 'required' | 'from_the_start') {
    const server = new SMTPServer({
      ...pair,
      ...{ secure: tls === 'from_the_start', authOptional: true, logger: false },
      onData: (stream, session, done) => {
        stream.resume().on('end', () => {
          told.push(`${session.secure}`);
          done();
        });
      },
    });
    server.on('error', () => {});
    servers.push(server);
    const port = await listen(server.server);
    const whom = { from: 'playhead@acme.example', to: ['hr@acme.example'] };
    const choice = { kind: 'email', host: '127.0.0.1', port, tls, whenInDoubt: 'hold' } as const;
    return emailDestination({ ...choice, ...whom }, null).tell(testNotice(), never);
  }

  it("reaches a service whose authority is the system's", async () => {
    expect(await tellService(trusted)).toEqual({ kind: 'told' });
    expect(told).toEqual(['"00ff"']);
  });

  it.each(['required', 'from_the_start'] as const)('reaches a mailbox (%s)', async (tls) => {
    expect(await tellMailbox(trusted, tls)).toEqual({ kind: 'told' });
    expect(told).toEqual(['true']);
  });

  it('sends nothing to a service or a mailbox that a stranger vouches for', async () => {
    expect(await tellService(strange)).toMatchObject({ kind: 'not_told' });
    expect(await tellMailbox(strange, 'required')).toMatchObject({ kind: 'not_told' });
    expect(await tellMailbox(strange, 'from_the_start')).toMatchObject({ kind: 'not_told' });
    expect(told).toEqual([]);
  });
});
