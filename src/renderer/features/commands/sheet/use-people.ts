import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { questions } from '../../../rpc/clients.ts';
import { usePlayhead } from '../../../state/playhead-store.ts';

/** One person to choose. */
type Found = { readonly value: string; readonly label: string };

const mostFound = 20;
const restMs = 120;

/** The active users who match what is typed; null while that is not known, so that nobody found for other words can be chosen. */
export function usePeople(typed: string): Found[] | null {
  const { token } = usePlayhead();
  const [search] = useDebouncedValue(typed, restMs);
  const { data, isFetching, isPlaceholderData } = useQuery(
    questions.users.list.queryOptions({
      input: { at: token, search, status: 'active', limit: mostFound },
    }),
  );
  if (!data || isFetching || isPlaceholderData || search !== typed) return null;
  return data.users.map(({ userId, username, email }) => ({
    value: userId,
    label: `${username ?? userId} · ${email ?? userId}`,
  }));
}
