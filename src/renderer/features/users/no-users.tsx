import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { goLive, openView } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';

type NoUsersProps = { readonly isLoading: boolean; readonly isFiltered: boolean };

/** Stands where no row is: says why, and offers the step that would bring some. */
export function NoUsers({ isLoading, isFiltered }: NoUsersProps) {
  const { live } = usePlayhead();
  const isReading = usePlayheadStore((state) => state.status?.caughtUp === false);
  if (isLoading) return <Empty title="Looking up the users of this moment…" />;
  if (isFiltered) {
    return (
      <Empty title="Nobody matches" text="No user at this moment has that status, role and name.">
        <Button onClick={() => openView('users')}>Show everybody</Button>
        {!live && (
          <Button look="live" onClick={goLive}>
            Go live
          </Button>
        )}
      </Empty>
    );
  }
  if (!live) {
    return (
      <Empty
        title="No users yet at this moment"
        text="The playhead stands before the first event of a user. Move it later on the timeline, or go to head."
      >
        <Button look="live" onClick={goLive}>
          Go live
        </Button>
      </Empty>
    );
  }
  return isReading ? (
    <Empty
      title="No users yet"
      text="The log is being read. Users appear here as soon as their first event is."
    />
  ) : (
    <Empty
      title="This log holds no users yet"
      text="A user appears with its first event: created, signed in, given a role. Records of other kinds are listed under Events and Problems."
    >
      <Button onClick={() => openView('problems')}>Look at the problems</Button>
    </Empty>
  );
}
