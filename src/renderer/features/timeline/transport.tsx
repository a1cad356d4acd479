import { skipToken, useQuery } from '@tanstack/react-query';
import { questions } from '../../rpc/clients.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { follow, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Space } from '../../ui/view-frame.tsx';
import { PositionField } from './position-field.tsx';
import { speeds } from './speeds.ts';
import styles from './timeline.module.css';
import { showAllTime, togglePlay, useTimeline } from './timeline-store.ts';
import { goFirst, goLast, step, zoomIn, zoomOut } from './use-timeline-keys.ts';

/** First, previous, play, next, last; how fast; where; whom; how much time is seen. */
export function Transport() {
  const isPlaying = useTimeline((state) => state.direction !== 0);
  const isZoomed = useTimeline((state) => state.zoom !== null);
  return (
    <div className={styles['transport']} role="toolbar" aria-label="Transport">
      <TransportButton icon="first" label="First record (Home)" onPress={goFirst} />
      <TransportButton icon="previous" label="Previous change (←)" onPress={() => step(-1)} />
      <Button
        square
        className={styles['play']}
        data-playing={isPlaying}
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title={isPlaying ? 'Pause (Space)' : 'Play (Space)'}
        onClick={togglePlay}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </Button>
      <TransportButton icon="next" label="Next change (→)" onPress={() => step(1)} />
      <TransportButton icon="last" label="Go live (End)" onPress={goLast} />
      <SpeedChoice />
      <PositionField />
      <FollowedPerson />
      <Space />
      <Legend />
      <Button size="small" disabled={!isZoomed} title="All time (0)" onClick={showAllTime}>
        All time
      </Button>
      <Button size="small" square aria-label="Zoom out" title="Zoom out (−)" onClick={zoomOut}>
        <Icon name="minus" />
      </Button>
      <Button size="small" square aria-label="Zoom in" title="Zoom in (+)" onClick={zoomIn}>
        <Icon name="plus" />
      </Button>
    </div>
  );
}

type TransportButtonProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
};

function TransportButton({ icon, label, onPress }: TransportButtonProps) {
  return (
    <Button square aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </Button>
  );
}

function SpeedChoice() {
  const speed = useTimeline((state) => state.speed);
  return (
    <select
      className={styles['speed']}
      aria-label="Speed"
      value={speed}
      onChange={(event) => useTimeline.setState({ speed: Number(event.currentTarget.value) })}
    >
      {speeds.map(({ id, label }, index) => (
        <option key={id} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}

function FollowedPerson() {
  const followed = useWhere((state) => state.followed);
  const name = useNameOf(followed);
  if (followed === null) return null;
  return (
    <span className={styles['followed']}>
      Follow{' '}
      <span className={styles['followedName']} title={name}>
        {name}
      </span>
      <Button
        look="quiet"
        size="small"
        square
        aria-label={`Stop following ${name}`}
        onClick={() => follow(null)}
      >
        <Icon name="close" />
      </Button>
    </span>
  );
}

function useNameOf(userId: string | null): string {
  const at = usePlayheadStore((state) => state.head?.token);
  const { data } = useQuery(
    questions.users.get.queryOptions({
      input: userId === null || at === undefined ? skipToken : { userId, at },
    }),
  );
  if (userId === null || data?.user.userId !== userId) return userId ?? '';
  return data.user.displayName ?? data.user.username ?? userId;
}

const legend = [
  ['people', 'people'],
  ['roles', 'roles'],
  ['signIns', 'sign-ins'],
  ['problem', 'problems'],
] as const;

function Legend() {
  return (
    <ul className={styles['legend']} aria-label="Colours">
      {legend.map(([kind, name]) => (
        <li key={kind}>
          <span className={styles['swatch']} data-kind={kind} />
          {name}
        </li>
      ))}
    </ul>
  );
}
