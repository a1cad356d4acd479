import { views } from '../state/address.ts';
import { useKeys } from '../state/use-keys.ts';
import { openSubject, openView, useWhere } from '../state/window-store.ts';
import { showDialog } from './dialog-store.ts';

/** The keys of the whole window, those of the timeline apart. */
export function useShellKeys(): void {
  useKeys({
    'Ctrl+k': () => showDialog('search'),
    'Ctrl+o': () => showDialog('open'),
    '?': () => showDialog('keys'),
    ',': () => showDialog('settings'),
    '/': focusFilter,
    Escape: () => {
      if (useWhere.getState().subject) openSubject(null);
    },
    ...Object.fromEntries(views.map((view, index) => [String(index + 1), () => openView(view)])),
  });
}

function focusFilter(): void {
  document.querySelector<HTMLElement>('[data-filter]')?.focus();
}
