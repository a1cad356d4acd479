import { BulkSheet } from '../features/bulk/bulk-sheet.tsx';
import { RoleChangeSheet } from '../features/commands/role-change-sheet.tsx';
import { CommandSheet } from '../features/commands/sheet/command-sheet.tsx';
import { useConnection, worstOf } from '../rpc/connection-store.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { useWhere } from '../state/window-store.ts';
import { Dialogs } from './dialogs.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { InspectorSlot } from './inspector-slot.tsx';
import { LinkNeeded, Starting } from './other-screens.tsx';
import { PlayheadBand } from './playhead-band.tsx';
import { Rail } from './rail.tsx';
import { SafetyEdge } from './safety-edge.tsx';
import styles from './shell.module.css';
import { StateBanners } from './state-banners.tsx';
import { TimelineSlot } from './timeline-slot.tsx';
import { TitleBar } from './title-bar.tsx';
import { TurnOnDialog } from './turn-on-dialog.tsx';
import { useShellKeys } from './use-shell-keys.ts';
import { viewEntries } from './views.tsx';

/** The window's frame: bars above, rail and view and inspector between, the timeline below. */
export function Shell() {
  const connection = useConnection(worstOf);
  const isReady = usePlayheadStore((state) => state.resolved !== null);
  useShellKeys();
  if (connection === 'refused') return <LinkNeeded />;
  return (
    <div className={styles['shell']}>
      <TitleBar />
      <StateBanners />
      <PlayheadBand />
      <div className={styles['middle']}>
        <Rail />
        <main className={styles['view']}>{isReady ? <ViewSlot /> : <Starting />}</main>
        {isReady && <InspectorSlot />}
      </div>
      <TimelineSlot />
      <RoleChangeSheet />
      <CommandSheet />
      <BulkSheet />
      <Dialogs />
      <TurnOnDialog />
      <SafetyEdge />
    </div>
  );
}

function ViewSlot() {
  const view = useWhere((state) => state.view);
  const { Component } = viewEntries[view];
  return (
    <ErrorBoundary tryAgainWith={view}>
      <Component key={view} />
    </ErrorBoundary>
  );
}
