import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Width in px. */
  readonly width?: number;
};

/** A modal dialog: focus stays in it, Esc closes it, and focus goes back to where it was. */
export function Dialog({ title, onClose, children, width = 520 }: DialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={width}
      padding="lg"
      yOffset="8vh"
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      {children}
    </Modal>
  );
}
