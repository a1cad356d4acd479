/** Every key of the window, as the `?` page shows them. */
export const keyList: readonly {
  readonly group: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}[] = [
  {
    group: 'Move the playhead',
    keys: [
      { keys: ['←', '→'], does: 'one change back, one on' },
      { keys: ['Shift ←', 'Shift →'], does: 'ten changes back, ten on' },
      { keys: ['Alt ←', 'Alt →'], does: 'one change of the followed person back, one on' },
      { keys: ['Home'], does: 'the first record' },
      { keys: ['End'], does: 'go live' },
      { keys: ['Ctrl G'], does: 'type a position: head, a time, p3:1202, a cut token' },
    ],
  },
  {
    group: 'Play',
    keys: [
      { keys: ['Space'], does: 'play and pause' },
      { keys: ['L'], does: 'play, each press faster' },
      { keys: ['J'], does: 'play backwards, each press faster' },
      { keys: ['K'], does: 'pause' },
    ],
  },
  {
    group: 'Timeline',
    keys: [
      { keys: ['+', '−'], does: 'zoom in and out around the playhead' },
      { keys: ['0'], does: 'all time' },
    ],
  },
  {
    group: 'Window',
    keys: [
      { keys: ['Ctrl K'], does: 'search people, roles, views, actions' },
      { keys: ['1', '…', '6'], does: 'the views of the rail' },
      { keys: ['/'], does: 'filter the view' },
      { keys: ['N'], does: 'a new user, among the roles a new role' },
      { keys: ['Ctrl Enter'], does: 'confirm what a sheet says' },
      { keys: ['↑', '↓'], does: 'move in a table' },
      { keys: ['Enter'], does: 'open the row' },
      { keys: ['Esc'], does: 'close the inspector or a dialog' },
      { keys: ['Ctrl O'], does: 'open another log' },
      { keys: [','], does: 'settings' },
      { keys: ['?'], does: 'this page' },
    ],
  },
  {
    group: 'Many users at once',
    keys: [
      { keys: ['X'], does: 'pick the row, or take it out' },
      { keys: ['Shift ↑', 'Shift ↓'], does: 'pick row after row; Shift and a click reach further' },
      { keys: ['Ctrl A'], does: 'pick all that are loaded' },
      { keys: ['Esc'], does: 'pick none' },
      { keys: ['Delete'], does: 'take the line out of a dry run' },
    ],
  },
];
