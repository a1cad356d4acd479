import { VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { HolderAnswer, RoleAnswer } from '../../../shared/contract/roles.ts';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import styles from './roles.module.css';

const firstPage = 50;
const nextPage = 500;

/** Who holds the role at the playhead, since when and by whom. */
export function RoleHolders({ role }: { readonly role: RoleAnswer }) {
  const { token } = usePlayhead();
  const { roleId } = role;
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    questions.roles.holders.infiniteOptions({
      input: (after: string | undefined) => ({
        ...{ roleId, at: token, after },
        limit: after === undefined ? firstPage : nextPage,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.after ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const holders = data?.pages.flatMap((page) => page.holders) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <section aria-label="Holders">
      <h3 className={styles['section']}>
        Holders at this moment
        <span className={styles['sectionNote']}>{formatCount(role.holders)}</span>
      </h3>
      {data?.pages[0]?.dangling && (
        <p className={styles['dangling']} role="note">
          {role.status === 'deleted' ? 'It was deleted while held: ' : ''}
          held, but does not exist at this moment. Its holders get no permissions from it.
        </p>
      )}
      <div className={styles['list']}>
        {holders.length > 0 && (
          <div className={styles['holderHead']} aria-hidden="true">
            <span>User</span>
            <span>Since</span>
            <span>By</span>
            <span>Record</span>
          </div>
        )}
        {data && holders.length === 0 && <p className={styles['nobody']}>Nobody holds it.</p>}
        {holders.map((holder) => (
          <HolderRow key={holder.userId} holder={holder} />
        ))}
      </div>
      {hasNextPage && (
        <Button
          look="quiet"
          size="small"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show {formatCount(Math.min(nextPage, total - holders.length))} more of{' '}
          {formatCount(total - holders.length)}
        </Button>
      )}
    </section>
  );
}

function HolderRow({ holder }: { readonly holder: HolderAnswer }) {
  const { userId, username, since } = holder;
  return (
    <button
      type="button"
      className={styles['holder']}
      onClick={() => openSubject({ kind: 'user', id: userId })}
    >
      <span className={styles['holderName']} title={userId}>
        {username ?? userId}
      </span>
      <span>
        <VisuallyHidden>, since </VisuallyHidden>
        <TimeText time={since.time} style="day" />
      </span>
      <span className={styles['holderBy']} title={since.actor ?? undefined}>
        {since.actor !== null && <VisuallyHidden> by </VisuallyHidden>}
        {since.actor ?? '–'}
      </span>
      <PlaceText partition={since.partition} offset={since.offset} />
    </button>
  );
}
