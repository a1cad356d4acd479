import { type ReactNode, useEffect, useRef } from 'react';
import styles from './record.module.css';

type FoundTextProps = {
  readonly text: string;
  /** What to mark: first index, and one past the last, in order. */
  readonly found: readonly (readonly [number, number])[];
  /** The one that is brought into sight. */
  readonly current: number;
};

/** A text with what was found in it marked. */
export function FoundText({ text, found, current }: FoundTextProps) {
  const box = useRef<HTMLPreElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark moves with these.
  useEffect(() => {
    box.current?.querySelector('[data-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [found, current]);
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [index, [start, end]] of found.entries()) {
    parts.push(
      text.slice(from, start),
      <mark key={start} data-current={index === current}>
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <pre ref={box} className={styles['value']} tabIndex={0}>
      {parts}
      {text.slice(from)}
    </pre>
  );
}
