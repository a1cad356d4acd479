import { formatPlace } from '../../shared/log/position.ts';
import { goTo } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './places.module.css';

type GoHereProps = { readonly place: { readonly partition: number; readonly offset: number } };

/** Moves the playhead to a record; for the end of a row, which the keyboard walks as a whole. */
export function GoHere({ place: { partition, offset } }: GoHereProps) {
  const place = formatPlace(partition, offset);
  return (
    <Button
      look="quiet"
      size="small"
      square
      tabIndex={-1}
      className={styles['goHere']}
      aria-label={`Move the playhead to ${place}`}
      title="Move the playhead here"
      onClick={(event) => {
        event.stopPropagation();
        goTo(place);
      }}
    >
      <Icon name="play" />
    </Button>
  );
}
