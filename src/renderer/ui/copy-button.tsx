import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';

type CopyButtonProps = {
  /** The text, or what makes it at the moment of the press. */
  readonly text: string | (() => string);
  readonly children: ReactNode;
  readonly size?: 'small' | 'normal';
  readonly look?: 'plain' | 'quiet';
};

const saidForMs = 1500;

/** Copies a text and says so for a moment. */
export function CopyButton({ text, children, size, look }: CopyButtonProps) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setSaid('Copied'),
      () => setSaid('Not copied'),
    );
  return (
    <Button size={size} look={look} onClick={() => void copy()}>
      <span aria-live="polite">{said ?? children}</span>
    </Button>
  );
}
