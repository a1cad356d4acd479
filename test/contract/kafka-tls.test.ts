import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certifiedName, guardedUsers } from '../../scripts/kafka/broker-settings.ts';
import type { Broker } from '../../scripts/kafka/start-broker.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import { testConnection } from '../../src/main/log/kafka/test-connection.ts';
import { kafkaConnection } from '../../src/main/workers/kafka-connection.ts';
import {
  type Certificate,
  makeAuthority,
  makeCertificate,
  whyNoCertificates,
} from '../support/certificates.ts';
import { freshTopic, namedBrokers, startTestBroker, whyNoBroker } from '../support/kafka-broker.ts';
import { newRecord, readToEnd, recordsOf, takeTurn, texts } from '../support/log-harness.ts';
import { grant } from '../support/topic-rights.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite needs a broker with certificates of its own.'
  : ((await whyNoBroker()) ?? (await whyNoCertificates()));
if (why) console.warn(why);

describe.skipIf(why)(`Kafka over TLS${why ? ` (${why})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-tls-'));
  let broker: Broker;
  let topic: string;
  let authority: Certificate;
  let stranger: Certificate;
  let client: Certificate;

  beforeAll(async () => {
    authority = await makeAuthority(folder, 'authority');
    stranger = await makeAuthority(folder, 'stranger');
    const own = { folder, name: 'broker', addresses: 'IP:127.0.0.1' };
    const { bothFile: ownFile } = await makeCertificate(authority, own);
    client = await makeCertificate(authority, { folder, name: certifiedName.slice('CN='.length) });
    const certificates = { ownFile, authorityFile: authority.certFile };
    broker = await startTestBroker({ guarded: true, certificates });
    const owner = { brokers: [broker.address] };
    topic = await freshTopic(owner, 1);
    await grant(owner, [
      { user: 'keeper', may: ['READ', 'WRITE', 'DESCRIBE'], what: 'TOPIC', prefix: topic },
      { user: 'keeper', may: ['WRITE'], what: 'TRANSACTIONAL_ID', prefix: 'playhead.' },
    ]);
  });
  afterAll(async () => {
    await broker?.stop();
    rmSync(folder, { recursive: true });
  });

  type Door = 'open' | 'guarded' | 'certified' | 'plain';
  const connect = (door: Door, surroundings: NodeJS.ProcessEnv, host = '127.0.0.1') => {
    const address = door === 'plain' ? broker.address : broker.secured?.[door];
    return kafkaConnection([`${address}`.replace('127.0.0.1', host)], surroundings);
  };
  const trusting = () => ({ PLAYHEAD_KAFKA_CA_FILE: authority.certFile });
  const certified = () => ({
    ...trusting(),
    PLAYHEAD_KAFKA_CERT_FILE: client.certFile,
    PLAYHEAD_KAFKA_KEY_FILE: client.keyFile,
  });
  const signedIn = () => {
    const file = join(folder, 'password');
    writeFileSync(file, `${guardedUsers.keeper}\n`);
    return {
      ...trusting(),
      PLAYHEAD_KAFKA_USERNAME: 'keeper',
      PLAYHEAD_KAFKA_PASSWORD_FILE: file,
      PLAYHEAD_KAFKA_MECHANISM: 'plain',
    };
  };

  it.each([
    ['to whoever trusts its authority', 'open', trusting],
    ['to who signs in', 'guarded', signedIn],
    ['to who shows a certificate', 'certified', certified],
  ] as const)('is read and written, fenced: %s', async (_, door, surroundings) => {
    const log = openKafkaLog({ connection: connect(door, surroundings()), topic });
    const turn = await takeTurn(log);
    expect(turn.fence).toBe('fenced');
    expect(await turn.append([newRecord(0, `by ${door}`)])).toMatchObject({ ok: true });
    await turn.close();
    expect(texts(recordsOf(await readToEnd(log)))).toContain(`by ${door}`);
    await log.close();
  });

  it("trusts the system's authorities where no file names another", async () => {
    process.env['SSL_CERT_FILE'] = authority.certFile;
    const connection = connect('open', { PLAYHEAD_KAFKA_TLS: 'true' });
    expect(await testConnection(connection, topic)).toMatchObject({ ok: true });
  });

  it.each([
    [
      'signed by a stranger',
      () => connect('open', { PLAYHEAD_KAFKA_CA_FILE: stranger.certFile }),
      /no authority that is trusted here/,
    ],
    [
      'for another name',
      () => connect('open', trusting(), 'localhost'),
      /another name than the one it was called by/,
    ],
    [
      'asked for and not shown',
      () => connect('certified', trusting()),
      /PLAYHEAD_KAFKA_CERT_FILE and PLAYHEAD_KAFKA_KEY_FILE name one/,
    ],
    ['nowhere: no TLS there', () => connect('plain', trusting()), /does not speak TLS/],
    ['there, and TLS was not asked for', () => connect('open', {}), /PLAYHEAD_KAFKA_TLS=true/],
  ])('says what is wrong with a certificate that is %s', async (_, toIt, text) => {
    const report = await testConnection(toIt(), topic);
    expect(report).toMatchObject({ ok: false, error: { code: 'log_out_of_reach' } });
    expect(report.ok ? '' : report.error.text).toMatch(text);
  });
});
