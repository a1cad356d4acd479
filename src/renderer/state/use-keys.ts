import { useEffect, useRef } from 'react';

/** Key names as `KeyboardEvent.key`, with `Ctrl+`, `Shift+`, `Alt+` before them: `Ctrl+k`, `Shift+ArrowLeft`. */
export type KeyMap = { readonly [name: string]: () => void };

/** Listens to keys of the whole window; typing in a field and open dialogs are left alone, `Ctrl+` ones apart. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    // A dialog that closes on a key is gone when the key arrives here: it is looked for before.
    let ofDialog: KeyboardEvent | null = null;
    const look = (event: KeyboardEvent) => {
      ofDialog = document.querySelector('[aria-modal="true"]') ? event : null;
    };
    const press = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const action = latest.current[name];
      const isFree = ofDialog !== event && !event.defaultPrevented;
      if (!action || !isFree || isTaken(event, name)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, []);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isLetter = /^[a-z]$/.test(key);
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  // Shift is part of signs such as "?" already.
  const shift = event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift+' : '';
  return `${ctrl}${shift}${event.altKey ? 'Alt+' : ''}${key}`;
}

function isTaken(event: KeyboardEvent, name: string): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (name.startsWith('Ctrl+')) return false;
  if (target?.closest('input, textarea, select, [contenteditable="true"], [role="menu"]'))
    return true;
  const pressed = event.key === ' ' || event.key === 'Enter';
  return pressed && Boolean(target?.closest('button, a, [role="button"]'));
}
