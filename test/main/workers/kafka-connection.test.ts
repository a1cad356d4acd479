import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { kafkaConnection } from '../../../src/main/workers/kafka-connection.ts';

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

  it('is refused by a mechanism nobody knows', () => {
    const odd = { ...known, PLAYHEAD_KAFKA_MECHANISM: 'oauth' };
    expect(() => kafkaConnection(brokers, odd)).toThrow(/"oauth".*plain, scram-sha-256/);
  });
});
