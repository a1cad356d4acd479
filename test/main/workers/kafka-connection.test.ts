import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { kafkaConnection } from '../../../src/main/workers/kafka-connection.ts';
import { FaultError } from '../../../src/shared/contract/fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'playhead-secret-'));
const file = join(folder, 'password');
writeFileSync(file, 'a secret\n');
afterAll(() => rmSync(folder, { recursive: true }));

const brokers = ['kafka.example:9093'];
const known = { PLAYHEAD_KAFKA_USERNAME: 'clerk', PLAYHEAD_KAFKA_PASSWORD_FILE: file };

describe('the way into a cluster', () => {
  it('is open where the surroundings name nobody', () => {
    expect(kafkaConnection(brokers, {})).toEqual({ brokers, tls: false });
    const nameless = { PLAYHEAD_KAFKA_PASSWORD_FILE: file };
    expect(kafkaConnection(brokers, nameless)).toEqual({ brokers, tls: false });
  });

  it('is by name and password, SCRAM unless told otherwise, the line end of the file left out', () => {
    const who = { username: 'clerk', password: 'a secret' };
    expect(kafkaConnection(brokers, known).sasl).toEqual({ mechanism: 'scram-sha-512', ...who });
    const plain = { ...known, PLAYHEAD_KAFKA_MECHANISM: 'plain', PLAYHEAD_KAFKA_TLS: 'true' };
    expect(kafkaConnection(brokers, plain)).toEqual({
      ...{ brokers, tls: true },
      sasl: { mechanism: 'plain', ...who },
    });
  });

  it('is safe where the surroundings name an authority', () => {
    const authority = join(folder, 'authority.pem');
    writeFileSync(authority, rootCertificates[0] ?? '');
    const { tls } = kafkaConnection(brokers, { PLAYHEAD_KAFKA_CA_FILE: authority });
    expect(tls).toEqual({ ca: rootCertificates[0] });
  });

  it.each([
    [{ PLAYHEAD_KAFKA_CA_FILE: '/nowhere/ca.pem' }, /PLAYHEAD_KAFKA_CA_FILE names .*ENOENT/],
    [{ PLAYHEAD_KAFKA_CA_FILE: file }, /cannot be used/],
    [{ PLAYHEAD_KAFKA_CERT_FILE: file }, /go together/],
    [{ PLAYHEAD_KAFKA_KEY_FILE: file }, /go together/],
    [{ PLAYHEAD_KAFKA_CERT_FILE: file, PLAYHEAD_KAFKA_KEY_FILE: file }, /cannot be used/],
    [{ ...known, PLAYHEAD_KAFKA_PASSWORD_FILE: folder }, /PASSWORD_FILE names .*EISDIR/],
  ])('is refused where a file is not what it should be: %j', (surroundings, text) => {
    expect(() => kafkaConnection(brokers, surroundings)).toThrow(text);
    expect(() => kafkaConnection(brokers, surroundings)).toThrow(FaultError);
  });

  it('is refused by a mechanism nobody knows', () => {
    const odd = { ...known, PLAYHEAD_KAFKA_MECHANISM: 'oauth' };
    expect(() => kafkaConnection(brokers, odd)).toThrow(/"oauth".*plain, scram-sha-256/);
  });
});
