import { runStep } from './run-step.mjs';

const rooms = ['src/shared', 'src/main', 'src/preload', 'src/renderer', 'test'];

/** Checks types, style and leftovers, everything to its end; resolves with the steps that were run. */
export async function runChecks(root) {
  const steps = [];
  for (const room of rooms) {
    const args = ['node_modules/typescript/bin/tsc', '-p', room];
    steps.push(await runStep(`types of ${room}`, args, { root, quiet: true }));
  }
  const biome = ['node_modules/@biomejs/biome/bin/biome', 'ci'];
  steps.push(await runStep('style', biome, { root, quiet: true }));
  const knip = ['node_modules/knip/bin/knip.js'];
  steps.push(await runStep('nothing unused', knip, { root, quiet: true }));
  return steps;
}
