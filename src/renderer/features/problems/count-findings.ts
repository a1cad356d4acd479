import type { Problem } from '../../../shared/contract/log.ts';

/** How many findings are problems, remarks, or were to be expected; each is one of the three. */
export type FindingCounts = {
  /** Did not decode, does not fit, or is missing: what the rail counts in red, and gaps. */
  readonly problems: number;
  /** Worth a look, but nothing is wrong. */
  readonly remarks: number;
  readonly expected: number;
};

/** Counts findings by how much they matter. */
export function countFindings(findings: readonly Problem[]): FindingCounts {
  const expected = findings.filter((finding) => finding.expected).length;
  const problems = findings.filter((finding) => !finding.expected && isProblem(finding)).length;
  return { problems, remarks: findings.length - problems - expected, expected };
}

function isProblem({ kind }: Problem): boolean {
  return kind === 'quarantined' || kind === 'anomaly' || kind === 'gap';
}
