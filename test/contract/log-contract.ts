import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../src/main/log/log-port.ts';
import { bytes, type LogCapabilities, type LogHarness } from '../support/log-harness.ts';
import {
  describeAborts,
  describeBounds,
  describeReading,
  describeRecords,
  describeWaiting,
} from './log-reading-contract.ts';
import { describeAtomicity, describeExclusion, describeUnfenced } from './log-turns-contract.ts';
import { describeWriting } from './log-writing-contract.ts';

export type { LogHarness, SeedRecord } from '../support/log-harness.ts';

/** One suite for every log behind the port: what holds of Kafka holds of the local log. */
export function describeLogContract(
  name: string,
  makeLog: () => Promise<LogHarness>,
  capabilities: LogCapabilities,
): void {
  describe(`a ${name} log`, () => {
    let harness: LogHarness;
    let log: Log;
    beforeEach(async () => {
      harness = await makeLog();
      log = harness.log;
    });
    afterEach(() => harness.close());
    const current = () => harness;
    describeBounds(current);
    describeReading(current);
    describeRecords(current);
    describeWaiting(current);
    describeWriting(current, capabilities.fence);
    if (capabilities.fence === 'unfenced') describeUnfenced(current);
    else {
      describeExclusion(current);
      describeAtomicity(current, capabilities);
    }
    if (capabilities.transactions) describeAborts(current);

    it('spreads keys like the Java client of Kafka', async () => {
      const partitions = (await log.bounds()).length;
      // From the tests of Kafka's own murmur2.
      const hashes = { '21': -973932308, foobar: -790332482, abc: 479470107 };
      for (const [key, hash] of Object.entries(hashes)) {
        expect(await log.partitionOf(bytes(key))).toBe((hash & 0x7fffffff) % partitions);
      }
    });
  });
}
