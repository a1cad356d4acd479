import { existsSync, readFileSync } from 'node:fs';

/** Counts of nothing. */
export const none = { passed: 0, failed: 0, skipped: [] };

/** Reads what vitest's JSON reporter wrote: how many passed and failed, and the names of the skipped. */
export function countVitest(path) {
  if (!existsSync(path)) return none;
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    // A file that cannot be loaded has no tests to fail: it fails as one.
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  };
}

/** Reads what Playwright's JSON reporter wrote, or printed for `--list`. */
export function countPlaywright(report) {
  const tests = report.suites.flatMap(testsOf);
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed:
      tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length +
      report.errors.length,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name }) => name),
  };
}

function testsOf({ title, specs = [], suites = [] }) {
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => ({
      status,
      name: [title, spec.title, ...annotations.map(({ description }) => description)]
        .filter(Boolean)
        .join(': '),
    })),
  );
  return [...own, ...suites.flatMap(testsOf)];
}
