import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './resize-handle.module.css';

type ResizeHandleProps = {
  readonly label: string;
  /** The edge of the panel it stands on; moving it outwards makes the panel larger. */
  readonly edge: 'left' | 'top';
  /** Size of the panel, px, and how small and large it may be. */
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (size: number) => void;
};

const keyStep = 16;

/** An edge that can be dragged, or moved with the arrow keys. */
export function ResizeHandle({ label, edge, size, min, max, onResize }: ResizeHandleProps) {
  const set = (next: number) => onResize(Math.round(Math.max(min, Math.min(max, next))));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const from = edge === 'left' ? event.clientX : event.clientY;
    const move = (moved: globalThis.PointerEvent) =>
      set(size + from - (edge === 'left' ? moved.clientX : moved.clientY));
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  };
  const press = (event: KeyboardEvent) => {
    const larger = edge === 'left' ? 'ArrowLeft' : 'ArrowUp';
    const smaller = edge === 'left' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== larger && event.key !== smaller) return;
    event.preventDefault();
    event.stopPropagation();
    set(size + (event.key === larger ? keyStep : -keyStep));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a separator with a value can.
    <div
      className={styles['handle']}
      data-edge={edge}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={edge === 'left' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
