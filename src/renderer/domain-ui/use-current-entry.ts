import { skipToken, useQuery } from '@tanstack/react-query';
import type { Entry } from '../../shared/contract/entries.ts';
import { questions } from '../rpc/clients.ts';
import { usePlayhead } from '../state/playhead-store.ts';

/** The event under the playhead, with what it changed; null at head, where nothing is marked. */
export function useCurrentEntry(): Entry | null {
  const { last, live } = usePlayhead();
  const place = live || !last ? null : { partition: last.partition, offset: last.offset };
  const { data } = useQuery(questions.log.record.queryOptions({ input: place ?? skipToken }));
  const isHere = data && data.partition === place?.partition && data.offset === place.offset;
  return isHere ? data.entry : null;
}
