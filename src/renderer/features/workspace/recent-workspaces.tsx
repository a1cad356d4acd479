import { useQuery } from '@tanstack/react-query';
import type { WorkspaceCard } from '../../../shared/contract/workspace.ts';
import { host } from '../../rpc/clients.ts';
import { useFormat } from '../../state/use-format.ts';
import { Empty } from '../../ui/empty.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Said } from './said.tsx';
import { useOpenLog } from './use-open-log.ts';
import styles from './workspace.module.css';

/** Logs that were open before; each goes on from where it was read to. */
export function RecentWorkspaces({ onClose }: { onClose: () => void }) {
  const { data } = useQuery(
    host.host.workspaces.queryOptions({ input: {}, staleTime: 0, placeholderData: undefined }),
  );
  const { open, isOpening, fault } = useOpenLog();
  return (
    <div className={styles['choices']}>
      {data?.length === 0 && (
        <Empty title="No log was opened yet" text="The other tabs open the first one." />
      )}
      <ul className={styles['recent']} aria-label="Recent logs">
        {data?.map((card) => (
          <li key={`${card.address} ${card.name}`}>
            <RecentItem
              card={card}
              isOff={isOpening}
              onPress={() => (card.isOpen ? onClose() : open(card.address))}
            />
          </li>
        ))}
      </ul>
      <div className={styles['end']}>
        <Said look={fault ? 'wrong' : 'plain'}>{isOpening ? 'Opening…' : fault?.text}</Said>
      </div>
    </div>
  );
}

const kindNames = { sample: 'sample', file: 'file', kafka: 'Kafka' } as const;

type RecentItemProps = {
  readonly card: WorkspaceCard;
  readonly isOff: boolean;
  readonly onPress: () => void;
};

function RecentItem({ card, isOff, onPress }: RecentItemProps) {
  const format = useFormat();
  return (
    <button type="button" className={styles['recentItem']} disabled={isOff} onClick={onPress}>
      <Tag>{kindNames[card.kind]}</Tag>
      <span className={styles['address']} title={card.address}>
        {card.kind === 'sample' ? 'The bundled sample log' : card.address}
      </span>
      {card.isOpen ? (
        <Tag look="good">open</Tag>
      ) : (
        <span className={styles['note']}>{format.time(card.openedAt, 'table')}</span>
      )}
    </button>
  );
}
