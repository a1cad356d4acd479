import { describe, expect, it } from 'vitest';
import { refusalAdvice } from '../../../../src/renderer/features/commands/refusal-advice.ts';
import { faultStatus } from '../../../../src/shared/contract/fault.ts';
import { ruleSentence } from '../../../../src/shared/domain/rule-sentences.ts';

describe('advice on a refusal', () => {
  it('is there for every rule, and for all else that can end a command', () => {
    const rules = Object.keys(faultStatus).filter((code) => ruleSentence(code) !== null);
    const others = [
      'busy',
      'held_back',
      'not_atomic',
      'cancelled',
      'not_cancellable',
      'not_written',
    ];
    for (const code of [...rules, ...others, 'log_out_of_reach', 'commands_off', 'catching_up']) {
      expect([code, refusalAdvice(code)]).not.toEqual([code, null]);
    }
    expect(rules.length).toBeGreaterThan(20);
  });

  it('is not made up for a code nobody knows', () => {
    expect(refusalAdvice('constructor')).toBeNull();
  });
});
