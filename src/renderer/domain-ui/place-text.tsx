import { formatPlace } from '../../shared/log/position.ts';
import styles from './marks.module.css';

type PlaceTextProps = {
  readonly partition: number;
  readonly offset: number;
  /** One past the last offset, where it is a range. */
  readonly next?: number;
};

/** Where a record stands in the log: `p3:1202`, or a range `p3:1202–1210`. */
export function PlaceText({ partition, offset, next = offset + 1 }: PlaceTextProps) {
  const range = next > offset + 1 ? `–${next - 1}` : '';
  return <span className={styles['mono']}>{`${formatPlace(partition, offset)}${range}`}</span>;
}
