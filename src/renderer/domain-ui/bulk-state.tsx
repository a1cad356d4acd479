import type { BulkCard } from '../../shared/contract/bulks.ts';
import { Tag } from '../ui/tag.tsx';
import { bulkPercent } from './bulk-words.ts';

const meanings = {
  running: 'Its lines are being issued, one after the other',
  stopped: 'Lines are left without effect; it can be run again',
  done: 'Every line has come to its end',
};

/** How a bulk stands, coloured and explained. */
export function BulkState({ bulk }: { readonly bulk: BulkCard }) {
  const isWhole = bulk.counts.refused + bulk.counts.raced + bulk.counts.open === 0;
  const look = { running: 'accent', stopped: 'warm', done: isWhole ? 'good' : 'plain' } as const;
  const percent = bulk.state === 'running' ? ` ${bulkPercent(bulk)} %` : '';
  return (
    <Tag look={look[bulk.state]} title={meanings[bulk.state]}>
      {bulk.state}
      {percent}
    </Tag>
  );
}
