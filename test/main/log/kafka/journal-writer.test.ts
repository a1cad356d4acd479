import { describe, expect, it } from 'vitest';
import { JournalWriter } from '../../../../src/main/log/kafka/journal-writer.ts';
import { TopicWatch } from '../../../../src/main/log/kafka/topic-watch.ts';
import { HoldLostError } from '../../../../src/main/log/shared-work-port.ts';
import { answerOf, metadataOf, scriptedCluster } from './scripted-cluster.ts';

const notes = [{ key: 'n-1', value: Uint8Array.of(1) }];

/** A writer to partition 0, where what it writes comes to stand at offset 7; `ends` are its last stable offsets, in turn. */
function writerWith(ends: readonly (number | 'moved')[]) {
  const asked: string[] = [];
  const heard = (name: string, answer: unknown) => () => {
    asked.push(name);
    return answer;
  };
  const link = scriptedCluster({
    metadata: () => metadataOf([1]),
    fetch: () => answerOf([]),
    others: {
      AddPartitionsToTxn: heard('add', 0),
      Produce: heard('produce', [{ partition: 0, error: 0, baseOffset: 7 }]),
      EndTxn: heard('commit', 0),
      ListOffsets: () => {
        const index = asked.filter((name) => name === 'end').length;
        asked.push('end');
        const end = ends[Math.min(index, ends.length - 1)];
        return [
          { partition: 0, error: end === 'moved' ? 6 : 0, offset: end === 'moved' ? -1 : end },
        ];
      },
    },
  });
  const stamp = { transactionalId: 'id', producerId: 1n, epoch: 0 };
  const watch = new TopicWatch(link, 'users');
  return { writer: new JournalWriter({ link, watch }, stamp, 0), asked };
}

describe('who writes to a journal', () => {
  it('is done only when what was committed stands, whoever leads the partition by then', async () => {
    const { writer, asked } = writerWith([7, 'moved', 7, 9]);
    await writer.write(notes);
    expect(asked).toEqual(['add', 'produce', 'commit', 'end', 'end', 'end', 'end']);
  });

  it('takes what never comes to stand for not written, and writes nothing behind it', async () => {
    const { writer } = writerWith([7]);
    const fault = { code: 'log_out_of_reach', fatal: false };
    await expect(writer.write(notes)).rejects.toMatchObject({ fault });
    await expect(writer.write(notes)).rejects.toThrow(HoldLostError);
  }, 20_000);
});
