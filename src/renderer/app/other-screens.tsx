import { usePlayheadStore } from '../state/playhead-store.ts';
import { goLive, useWhere } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

/** Stands for the whole window where this page has no leave to talk to Playhead. */
export function LinkNeeded() {
  return (
    <Empty
      title="This page needs a new link"
      text="A link opens one page, once. Go to the terminal where Playhead runs and press Enter: it prints a fresh link. Then open that one."
    />
  );
}

/** Stands in the view until the first position has become a cut. */
export function Starting() {
  const fault = usePlayheadStore((state) => state.fault);
  const at = useWhere((state) => state.at);
  if (!fault) return <Empty title="Opening the log" text="The first answer is on its way." />;
  return (
    <Empty title="This position cannot be shown" text={fault.text}>
      {at !== 'head' && (
        <Button look="live" onClick={goLive}>
          Go live
        </Button>
      )}
    </Empty>
  );
}
