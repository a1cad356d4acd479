import type { RecordAnswer } from '../../../shared/contract/log.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { useUserName } from '../../domain-ui/user-name.tsx';
import { usePlayhead } from '../../state/playhead-store.ts';
import { goTo, linkAt, openSubject, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { className, classSentence } from './class-sentence.ts';
import styles from './record.module.css';

/** Where the record stands, what it is, its neighbours, and the ways to cite it. */
export function RecordHead({ record }: { readonly record: RecordAnswer }) {
  const place = formatPlace(record.partition, record.offset);
  const { last, live } = usePlayhead();
  const followed = useWhere((state) => state.followed);
  const isHere = !live && last?.partition === record.partition && last.offset === record.offset;
  const look = record.class === 'quarantined' ? 'wrong' : 'plain';
  return (
    <>
      <header className={styles['head']}>
        <h2 className={styles['name']}>
          Record <span className={styles['mono']}>{place}</span>
        </h2>
        <Tag look={look} title={classSentence(record.class)}>
          {className(record.class)}
        </Tag>
        <Neighbours partition={record.partition} offset={record.offset} />
      </header>
      <div className={styles['actions']}>
        <Button
          size="small"
          look={isHere ? 'plain' : 'primary'}
          disabled={isHere}
          onClick={() => goTo(place)}
        >
          {isHere ? 'The playhead stands here' : 'Move the playhead here'}
        </Button>
        <CopyButton size="small" text={place}>
          Copy place
        </CopyButton>
        <CopyButton size="small" text={() => linkAt(place)}>
          Copy link
        </CopyButton>
        {followed !== null && <BackToUser userId={followed} />}
      </div>
    </>
  );
}

// Whose history led here is followed on the timeline: the way back to them is one press.
function BackToUser({ userId }: { readonly userId: string }) {
  const name = useUserName(userId);
  return (
    <Button size="small" onClick={() => openSubject({ kind: 'user', id: userId })}>
      Back to {name}
    </Button>
  );
}

function Neighbours({ partition, offset }: Pick<RecordAnswer, 'partition' | 'offset'>) {
  const open = (at: number) => openSubject({ kind: 'record', partition, offset: at });
  return (
    <span className={styles['neighbours']}>
      <Button
        size="small"
        look="quiet"
        square
        disabled={offset === 0}
        aria-label="The offset before"
        title={`${formatPlace(partition, offset - 1)}, the offset before in its partition`}
        onClick={() => open(offset - 1)}
      >
        <span aria-hidden="true">‹</span>
      </Button>
      <Button
        size="small"
        look="quiet"
        square
        aria-label="The offset after"
        title={`${formatPlace(partition, offset + 1)}, the offset after in its partition`}
        onClick={() => open(offset + 1)}
      >
        <span aria-hidden="true">›</span>
      </Button>
    </span>
  );
}
