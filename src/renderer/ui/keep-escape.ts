import type { KeyboardEvent } from 'react';

/** For what floats over the window: Esc closes it, and nothing below. */
export function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault();
}
