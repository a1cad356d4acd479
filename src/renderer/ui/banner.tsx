import type { ReactNode } from 'react';
import styles from './panel.module.css';

type BannerProps = { readonly look?: 'plain' | 'warm' | 'wrong'; readonly children: ReactNode };

/** A line across, told to screen readers when it appears. */
export function Banner({ look = 'plain', children }: BannerProps) {
  return (
    <div className={styles['banner']} data-look={look} role="status">
      {children}
    </div>
  );
}
