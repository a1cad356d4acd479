import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';
import { useIsTopDialog } from './use-is-top-dialog.ts';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Width in px. */
  readonly width?: number;
  /** True where something inside carries `data-autofocus`; else the dialog itself takes the focus. */
  readonly focusesInside?: boolean;
  /** True where what is inside fills the window's height and scrolls by itself. */
  readonly isTall?: boolean;
};

/** A modal dialog: focus stays in it, Esc closes it, and focus goes back to where it was. */
export function Dialog({
  title,
  onClose,
  children,
  width = 520,
  focusesInside = false,
  isTall = false,
}: DialogProps) {
  const isTop = useIsTopDialog();
  return (
    <Modal
      opened
      closeOnEscape={isTop}
      onClose={onClose}
      title={title}
      size={width}
      padding="lg"
      yOffset={isTall ? 'max(20px, 4vh)' : '8vh'}
      xOffset={isTall ? '2vw' : '5vw'}
      // The page itself never scrolls; locking it would need a style element the policy forbids.
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      <div
        className={styles['body']}
        tabIndex={-1}
        {...(focusesInside ? {} : { 'data-autofocus': true })}
      >
        {children}
      </div>
    </Modal>
  );
}
