import type { KeyboardEvent } from 'react';

/** Leads the focus from row to row of a history with the up and down arrows. */
export function stepInList(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || !(event.target instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-place]')];
  const at = rows.findIndex((row) => row.contains(event.target as Node));
  const next = rows[at + by]?.querySelector<HTMLElement>('[data-go]');
  if (!next) return;
  event.preventDefault();
  next.focus();
}
