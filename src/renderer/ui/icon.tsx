const paths = {
  first: 'M4 3v10M13 3l-6.5 5L13 13z',
  previous: 'M11 3 4.5 8 11 13z',
  play: 'M5 3v10l8-5z',
  pause: 'M5 3v10M11 3v10',
  next: 'M5 3l6.5 5L5 13z',
  last: 'M12 3v10M3 3l6.5 5L3 13z',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM10.6 10.6 14 14',
  users: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c.5-3 2.7-4.5 5.5-4.500s5 1.5 5.5 4.5',
  roles: 'M8 1.5 13.5 4v4c0 3.5-2.5 5.5-5.5 6.500C5 13.5 2.5 11.5 2.5 8V4z',
  events: 'M5.5 4H14M5.5 8H14M5.5 12H14M2 4h.01M2 8h.01M2 12h.01',
  commands: 'M2.5 3h11v10h-11zM5 6l2 2-2 2M8.5 10.500H11',
  problems: 'M8 2 14.5 13.500h-13zM8 6.500v3M8 11.500v.01',
  log: 'M2 13V9M5 13V5M8 13V8M11 13V3M14 13V7',
  open: 'M2 12.500v-9h4l1.5 2H14v7z',
  settings: 'M3 4.500h10M3 8h10M3 11.500h10M6 3v3M10.5 6.500v3M5 10v3',
  keys: 'M1.5 4h13v8h-13zM4 6.500h.01M6.7 6.500h.01M9.3 6.500h.01M12 6.500h.01M5 9.500h6',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

const filled = new Set<IconName>(['first', 'previous', 'play', 'next', 'last']);

/** A small drawing; what it means stands in the label of what it is in. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={filled.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
