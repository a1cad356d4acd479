import { useEffect } from 'react';

/** Puts the focus where a sheet begins: at the field that needs something, or at the receipt to be read. */
export function useFirstFocus(
  box: { readonly current: HTMLElement | null },
  at: 'form' | 'receipt',
): void {
  useEffect(() => {
    const selector = at === 'form' ? '[data-autofocus]' : '[data-receipt]';
    box.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [box, at]);
}
