// A worker as the host knows it, told by its start data or by a frame how to behave.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { folder, address } = workerData;
const plan = existsSync(join(folder, 'plan.json'))
  ? JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))
  : {};
const note = (text) => appendFileSync(join(folder, 'trace.txt'), `${text}\n`);

note(`start ${'reset' in workerData ? `writer reset=${workerData.reset}` : 'reader'}`);
if (plan.throws) throw new Error(plan.throws);
if (plan.fault && 'reset' in workerData) {
  parentPort.postMessage({ kind: 'failed', fault: plan.fault });
  process.exit(0);
}

if (plan.preparing && 'reset' in workerData) {
  parentPort.postMessage({ kind: 'preparing', percent: plan.preparing.percent });
  await new Promise((resolve) => setTimeout(resolve, plan.preparing.ms));
}
if (plan.late && 'reset' in workerData) {
  parentPort.postMessage({ kind: 'failed', fault: plan.late });
  process.exit(0);
}

parentPort.on('message', (message) => {
  if (message.kind === 'shutdown') {
    note('shutdown');
    process.exit(0);
  }
  if (message.kind === 'reading') note(`reading paused=${message.reading.paused?.code ?? 'no'}`);
  if (message.kind !== 'connect') return;
  message.port.on('message', (frame) => {
    if (frame === 'crash') throw new Error('asked to crash');
    if (frame === 'deaf') process.exit(3);
    message.port.postMessage(`${address} ${message.caller} ${frame}`);
  });
});
if ('reset' in workerData) {
  const reading = { caughtUp: true, percent: 100, paused: null, partitions: {} };
  parentPort.postMessage({ kind: 'reading', reading });
}
parentPort.postMessage({ kind: 'ready' });
