import styles from './marks.module.css';

type DotProps = {
  readonly colour?: 'plain' | 'live' | 'past' | 'wrong' | 'people' | 'roles' | 'sign-ins';
};

/** A coloured dot; the words beside it say the same, so that colour is never alone. */
export function Dot({ colour = 'plain' }: DotProps) {
  return <span className={styles['dot']} data-colour={colour} aria-hidden="true" />;
}
