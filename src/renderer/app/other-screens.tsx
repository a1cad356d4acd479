import type { Preparing } from '../../shared/contract/workspace.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { goLive, useWhere } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { usePreparing } from './use-preparing.ts';

/** Stands for the whole window where this page has no leave to talk to Playhead. */
export function LinkNeeded() {
  return (
    <Empty
      title="This page needs a new link"
      text="A link opens one page, once. Go to the terminal where Playhead runs and press Enter: it prints a fresh link. Then open that one."
    />
  );
}

/** Stands in the view while an older version's read model is rewritten, and where that failed. */
function BeingPrepared({ percent, trouble }: Preparing) {
  if (trouble !== null) return <Empty title="This workspace cannot be opened" text={trouble} />;
  return (
    <Empty
      title="Bringing this workspace to the layout of this version"
      text={`${Math.floor(percent)} % of its records are rewritten. The log is not read again; if Playhead is closed meanwhile, this begins anew and nothing is lost.`}
    >
      <ProgressBar percent={percent} label="Records rewritten" />
    </Empty>
  );
}

/** Stands in the view until the first position has become a cut. */
export function Starting() {
  const fault = usePlayheadStore((state) => state.fault);
  const at = useWhere((state) => state.at);
  const preparing = usePreparing();
  if (preparing) return <BeingPrepared {...preparing} />;
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
