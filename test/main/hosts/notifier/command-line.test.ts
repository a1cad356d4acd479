import { describe, expect, it } from 'vitest';
import { readNotifyLine } from '../../../../src/main/hosts/notifier/command-line.ts';

const log = ['--log', 'kafka://127.0.0.1:19092/users'];
const file = ['--subscriptions', 'told.json'];

describe('the command line of the notifier', () => {
  it('names a topic and a file', () => {
    expect(readNotifyLine([...log, ...file], '/home/ada')).toEqual({
      ok: true,
      value: {
        log: { kind: 'kafka', brokers: ['127.0.0.1:19092'], topic: 'users' },
        ...{ file: '/home/ada/told.json', status: false },
      },
    });
    const asked = readNotifyLine([...log, ...file, '--status'], '/');
    expect(asked.ok && asked.value.status).toBe(true);
  });

  it.each([
    [file, /^--log : /],
    [['--log', 'sample', ...file], /in Kafka only/],
    [log, /names no file/],
    [[...log, ...file, '--force'], /--force/],
    [[...log, ...file, 'more'], /more/],
  ])('says what is wrong and how it is right: %s', (args, says) => {
    const read = readNotifyLine(args, '/');
    expect(read.ok ? '' : read.error).toMatch(says);
    expect(read.ok ? '' : read.error).toContain('\nUsage: npm run notify -- --log kafka://');
  });
});
