import { describe, expect, it } from 'vitest';
import { countFindings } from '../../../../src/renderer/features/problems/count-findings.ts';
import { readKinds } from '../../../../src/renderer/features/problems/problem-kinds.ts';
import type { Problem } from '../../../../src/shared/contract/log.ts';

function finding(kind: Problem['kind'], expected = false): Problem {
  return {
    kind,
    code: kind,
    text: '',
    partition: 0,
    offset: 0,
    next: 1,
    tau: null,
    recordTime: null,
    type: null,
    userId: null,
    roleId: null,
    expected,
  };
}

describe('the findings', () => {
  it('are each a problem, a remark, or to be expected', () => {
    const findings = [
      finding('quarantined'),
      finding('anomaly'),
      finding('gap'),
      finding('anomaly', true),
      finding('duplicate'),
      finding('flag'),
      finding('unknownType'),
    ];
    expect(countFindings(findings)).toEqual({ problems: 3, remarks: 3, expected: 1 });
  });

  it('are narrowed to kinds that exist', () => {
    expect(readKinds('gap,nonsense,quarantined')).toEqual(['quarantined', 'gap']);
    expect(readKinds(undefined)).toEqual([]);
  });
});
