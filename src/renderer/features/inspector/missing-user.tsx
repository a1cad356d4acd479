import { useQuery } from '@tanstack/react-query';
import { formatPlace } from '../../../shared/log/position.ts';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useFormat } from '../../state/use-format.ts';
import { goLive, goTo, openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';

/** A user nothing is known of at the playhead: not born yet, or not in this log at all. */
export function MissingUser({ userId }: { readonly userId: string }) {
  const { live } = usePlayhead();
  const format = useFormat();
  const { data, isPending } = useQuery(questions.users.lane.queryOptions({ input: { userId } }));
  const first = data?.dots[0];
  if (isPending) return <Empty title="Looking for this user…" text={userId} />;
  if (!first) {
    return (
      <Empty
        title="This log does not know this user"
        text={`No record names ${userId}. Check the id, or whether this is the log you meant.`}
      >
        <Button onClick={() => openSubject(null)}>Close</Button>
      </Empty>
    );
  }
  const place = formatPlace(first.partition, first.offset);
  return (
    <Empty
      title="This user does not exist yet"
      text={`At this moment no record names ${userId}. The first one that does is ${place}, ${format.time(first.tau, 'full')}.`}
    >
      <Button look="primary" onClick={() => goTo(place)}>
        Go to the first event
      </Button>
      {!live && (
        <Button look="live" onClick={goLive}>
          Go live
        </Button>
      )}
    </Empty>
  );
}
