import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'plain' | 'primary' | 'live' | 'danger' | 'final' | 'writing' | 'quiet';
  readonly size?: 'small' | 'normal';
  /** As wide as it is high, for a lone icon: give it an `aria-label`. */
  readonly square?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button. */
export function Button({
  look = 'plain',
  size = 'normal',
  square = false,
  className,
  ...rest
}: ButtonProps) {
  const names = classNames(
    styles['button'],
    look !== 'plain' && styles[look],
    size === 'small' && styles['small'],
    square && styles['square'],
    className,
  );
  return <button type="button" className={names} {...rest} />;
}
