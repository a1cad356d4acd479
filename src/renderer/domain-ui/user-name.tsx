import { skipToken, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { questions } from '../rpc/clients.ts';
import { usePlayhead } from '../state/playhead-store.ts';
import { useWhere } from '../state/window-store.ts';

/** The user's name at the playhead, or the id where there is none; nobody is asked for an empty id. While the playhead is dragged, the name from before. */
export function useUserName(userId: string): string {
  const at = useRestingToken();
  const input = userId === '' ? skipToken : { userId, at };
  const { data } = useQuery(questions.users.get.queryOptions({ input }));
  return data?.user.userId === userId ? (data.user.username ?? userId) : userId;
}

/** A user's name. */
export function UserName({ userId }: { readonly userId: string }) {
  const name = useUserName(userId);
  return <span title={userId}>{name}</span>;
}

// A drag passes hundreds of cuts: asking every name at each would hold up the table itself.
function useRestingToken(): string {
  const { token } = usePlayhead();
  const isMoving = useWhere((state) => state.moving);
  const resting = useRef(token);
  if (!isMoving) resting.current = token;
  return resting.current;
}
