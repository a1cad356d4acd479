// A Kafka of one's own to try Playhead with: see "npm run kafka" in the README.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  // Node runs this TypeScript as it stands, by leaving the types out.
  const { runKafka } = await import('./kafka/run-kafka.ts');
  process.exitCode = await runKafka(join(root, '.cache'));
}
