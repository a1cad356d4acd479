import { describe, expect, it } from 'vitest';
import {
  bulkPercent,
  bulkSentence,
  bulkTimeLeft,
} from '../../../src/renderer/domain-ui/bulk-words.ts';
import { kafkaTarget, targetName } from '../../../src/renderer/domain-ui/kafka-target.ts';
import { patternTrouble, ticketExamples } from '../../../src/renderer/domain-ui/ticket-example.ts';
import type { BulkCard } from '../../../src/shared/contract/bulks.ts';

const nameOf = () => 'Deploy';

function card(change: Partial<BulkCard['counts']>, rate = 0): BulkCard {
  return {
    bulkId: 'b-1',
    change: { type: 'DeleteUser' },
    actor: 'm.okafor',
    reason: 'Left the company',
    ticket: null,
    startedAt: '2026-03-12T02:13:40.512Z',
    state: 'running',
    counts: { total: 8, waiting: 4, confirmed: 4, raced: 0, refused: 0, open: 0, ...change },
    rate,
  };
}

describe('a bulk in words', () => {
  it('is an imperative with its number', () => {
    expect(bulkSentence({ type: 'AssignRoleToUser', roleId: 'd' }, 38, nameOf)).toBe(
      'Grant Deploy to 38 users',
    );
    expect(bulkSentence({ type: 'UnassignRoleFromUser', roleId: 'd' }, 1, nameOf)).toBe(
      'Take Deploy away from 1 user',
    );
    expect(bulkSentence({ type: 'DeleteUser' }, 2, nameOf)).toBe('Delete 2 users');
  });

  it('is whole only when nothing waits', () => {
    expect(bulkPercent(card({}))).toBe(50);
    expect(bulkPercent(card({ total: 5_000, waiting: 1, confirmed: 4_999 }))).toBe(99);
    expect(bulkPercent(card({ waiting: 0, confirmed: 8 }))).toBe(100);
  });

  it('tells the time left only at a rate', () => {
    expect(bulkTimeLeft(card({}, 2))).toBe(2_000);
    expect(bulkTimeLeft(card({}, 0))).toBeNull();
  });
});

describe('where commands are written', () => {
  it('is topic and cluster of a Kafka address, the first broker until the cluster is known', () => {
    const address = 'kafka://one:9092,two:9092/acme.users';
    const target = kafkaTarget(address, 'c-1');
    expect(target).toEqual({
      topic: 'acme.users',
      brokers: ['one:9092', 'two:9092'],
      cluster: 'c-1',
    });
    expect(target && targetName(target)).toBe('acme.users @ c-1');
    expect(targetName({ topic: 'acme.users', brokers: ['one:9092'], cluster: null })).toBe(
      'acme.users @ one:9092',
    );
  });

  it('is nowhere shared for a log of this machine', () => {
    expect(kafkaTarget('sample', null)).toBeNull();
    expect(kafkaTarget('file:/tmp/log.json', null)).toBeNull();
  });
});

describe('a ticket pattern', () => {
  it('is shown by a ticket of each of its forms', () => {
    expect(ticketExamples('INC-#|CHG-#')).toEqual(['INC-4412', 'CHG-4412']);
    expect(ticketExamples('*')).toEqual(['any']);
  });

  it('is in trouble where one of its forms is empty', () => {
    expect(patternTrouble('INC-#|')).not.toBeNull();
    expect(patternTrouble('INC-#|CHG-#')).toBeNull();
    expect(patternTrouble('')).toBeNull();
  });
});
