import { type MouseEvent, memo, useEffect, useRef } from 'react';
import styles from './pick-box.module.css';

type PickBoxProps = {
  readonly label: string;
  readonly isPicked: boolean;
  /** Some of what it stands for is picked. */
  readonly isPartly?: boolean;
  readonly onPick: (event: MouseEvent) => void;
};

/** A box that picks a row by a click; keys do it through the table, so it is no stop of its own. */
export const PickBox = memo(({ label, isPicked, isPartly = false, onPick }: PickBoxProps) => {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <input
      ref={box}
      type="checkbox"
      tabIndex={-1}
      className={styles['box']}
      aria-label={label}
      checked={isPicked}
      onChange={() => undefined}
      onClick={(event) => {
        event.stopPropagation();
        onPick(event);
      }}
    />
  );
});
