import type { ReactNode } from 'react';
import styles from './panel.module.css';

type ViewFrameProps = {
  readonly title: string;
  /** Filters, left, after the title. */
  readonly filters?: ReactNode;
  /** Buttons, right. */
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
};

/** The frame every view stands in: a bar with title, filters and actions, the content, a foot. */
export function ViewFrame({ title, filters, actions, foot, children }: ViewFrameProps) {
  return (
    <section className={styles['view']} aria-label={title}>
      <div className={styles['toolbar']}>
        <h1 className={styles['title']}>{title}</h1>
        {filters}
        <span className={styles['space']} />
        {actions}
      </div>
      {children}
      {foot !== undefined && <div className={styles['foot']}>{foot}</div>}
    </section>
  );
}

/** Takes the room that is left in a row. */
export function Space() {
  return <span className={styles['space']} />;
}
