import type { Problem } from '../../../shared/contract/log.ts';
import { GoHere } from '../../domain-ui/go-here.tsx';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { typeWord } from '../../domain-ui/type-words.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { UserName } from '../../domain-ui/user-name.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Dot } from '../../ui/dot.tsx';
import { Tag } from '../../ui/tag.tsx';
import { kindLook, kindWords } from './problem-kinds.ts';
import styles from './problems.module.css';

/** The columns of the problems. */
export const problemColumns: readonly Column<Problem>[] = [
  {
    id: 'time',
    header: 'Time of record',
    width: 200,
    cell: ({ recordTime }) =>
      recordTime === null ? '–' : <TimeText time={recordTime} style="exact" />,
  },
  { id: 'kind', header: 'What', width: 126, cell: (problem) => <Kind problem={problem} /> },
  { id: 'reason', header: 'Why', share: 1, cell: (problem) => <Reason problem={problem} /> },
  { id: 'subject', header: 'Of', width: 106, cell: (problem) => <Subject problem={problem} /> },
  {
    id: 'place',
    header: 'Record',
    width: 104,
    align: 'end',
    cell: ({ partition, offset, next }) => (
      <PlaceText partition={partition} offset={offset} next={next} />
    ),
  },
  { id: 'go', header: '', width: 38, cell: (problem) => <GoHere place={problem} /> },
];

function Kind({ problem: { kind } }: { readonly problem: Problem }) {
  const { word, meaning } = kindWords[kind];
  return (
    <span className={styles['kind']} title={meaning}>
      <Dot colour={kindLook(kind)} />
      {word}
    </span>
  );
}

function Reason({ problem: { text, type, code, expected } }: { readonly problem: Problem }) {
  return (
    <span className={styles['reason']} title={`${text} (${code})`}>
      {expected && (
        <Tag title="This partition was not read from its beginning, so this was to be expected">
          expected
        </Tag>
      )}
      {type !== null && <span className={styles['type']}>{typeWord(type)}</span>}
      <span className={styles['text']}>{text}</span>
    </span>
  );
}

function Subject({ problem: { userId, roleId } }: { readonly problem: Problem }) {
  const { nameOf } = useRolesHere();
  if (userId !== null) return <UserName userId={userId} />;
  return roleId === null ? '–' : <span title={roleId}>{nameOf(roleId)}</span>;
}
