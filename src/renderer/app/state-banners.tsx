import { useConnection, worstOf } from '../rpc/connection-store.ts';
import { pauseTitle } from '../state/pause-title.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { goLive, useWhere } from '../state/window-store.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { usePreparing } from './use-preparing.ts';

/** Lines under the title bar for what the person has to know now; none on a good day. */
export function StateBanners() {
  const connection = useConnection(worstOf);
  const paused = usePlayheadStore((state) => state.status?.paused ?? null);
  // Who is being prepared does not answer yet: the view says so.
  const isPreparing = usePreparing() !== null;
  return (
    <div>
      {connection === 'lost' && !isPreparing && (
        <Banner look="warm">Connection lost, trying again. What you see is from before.</Banner>
      )}
      {paused && (
        <Banner look="wrong">
          {pauseTitle(paused)}: {paused.text}
        </Banner>
      )}
      <PositionFault />
    </div>
  );
}

function PositionFault() {
  const fault = usePlayheadStore((state) => state.fault);
  const resolved = usePlayheadStore((state) => state.resolved);
  const at = useWhere((state) => state.at);
  if (!fault || !resolved || fault.code === 'connection_lost') return null;
  return (
    <Banner look="wrong">
      <span>{fault.text} The window still shows the position before.</span>
      {at !== 'head' && (
        <Button size="small" look="live" onClick={goLive}>
          Go live
        </Button>
      )}
    </Banner>
  );
}
