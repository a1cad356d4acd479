/** How fast play goes: so many changes a second, or so much record time a second (ms). */
export type Speed =
  | {
      readonly id: string;
      readonly label: string;
      readonly kind: 'changes';
      readonly perSecond: number;
    }
  | {
      readonly id: string;
      readonly label: string;
      readonly kind: 'time';
      readonly msPerSecond: number;
    };

const hour = 3_600_000;

/** The speeds of the transport, in the order of its menu. */
export const speeds: readonly Speed[] = [
  { id: 'e1', label: '1 event/s', kind: 'changes', perSecond: 1 },
  { id: 'e4', label: '4 events/s', kind: 'changes', perSecond: 4 },
  { id: 'e20', label: '20 events/s', kind: 'changes', perSecond: 20 },
  { id: 'e100', label: '100 events/s', kind: 'changes', perSecond: 100 },
  { id: 'e500', label: '500 events/s', kind: 'changes', perSecond: 500 },
  { id: 't1h', label: '1 hour/s', kind: 'time', msPerSecond: hour },
  { id: 't1d', label: '1 day/s', kind: 'time', msPerSecond: 24 * hour },
  { id: 't1w', label: '1 week/s', kind: 'time', msPerSecond: 168 * hour },
];

/** The speed play begins with. */
export const usualSpeed = 1;

/** The next faster speed of the same kind; the fastest stays. */
export function fasterThan(index: number): number {
  const next = speeds[index + 1];
  return next && next.kind === speeds[index]?.kind ? index + 1 : index;
}
