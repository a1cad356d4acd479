import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './marks.module.css';

type TagProps = {
  readonly children: ReactNode;
  readonly look?: 'plain' | 'wrong' | 'good' | 'warm' | 'accent';
  /** Outlined in amber: what the current event changed. */
  readonly outlined?: boolean;
  /** Dashed: points at something that is not there. */
  readonly dashed?: boolean;
  readonly title?: string;
};

/** A small word on a coloured ground. */
export function Tag({ children, look = 'plain', outlined, dashed, title }: TagProps) {
  const names = classNames(
    styles['tag'],
    look !== 'plain' && styles[look],
    outlined && styles['outlined'],
    dashed && styles['dashed'],
  );
  return (
    <span className={names} title={title}>
      {children}
    </span>
  );
}
