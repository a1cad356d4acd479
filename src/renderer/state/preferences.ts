import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

/** Which zone times are shown in. */
export type Zone = 'utc' | 'local';

type Preferences = {
  readonly zone: Zone;
  /** Width of the inspector, px. */
  readonly inspectorWidth: number;
  /** Height of the timeline, px. */
  readonly timelineHeight: number;
};

/** What the person likes; kept in this browser profile. Change it with `usePreferences.setState`. */
export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ zone: 'utc', inspectorWidth: 428, timelineHeight: 196 }), {
    name: 'playhead.preferences',
    storage: createJSONStorage(() => localStorage),
  }),
);

/** From UTC to local time, or back. */
export function switchZone(): void {
  usePreferences.setState(({ zone }) => ({ zone: zone === 'utc' ? 'local' : 'utc' }));
}
