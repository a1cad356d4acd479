import { useInfiniteQuery } from '@tanstack/react-query';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { openView } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-count.ts';
import { RoleHistoryRow } from './role-history-row.tsx';
import styles from './roles.module.css';

const pageSize = 50;

/** What happened to the role itself up to the playhead, newest first. */
export function RoleHistory({ roleId }: { readonly roleId: string }) {
  const { token, last } = usePlayhead();
  const roles = useRolesHere();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    questions.roles.history.infiniteOptions({
      input: (before: string | undefined) => ({ roleId, at: token, limit: pageSize, before }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.before ?? undefined,
    }),
  );
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section aria-label="History">
      <h3 className={styles['section']}>
        History
        <span className={styles['sectionNote']}>
          {data && `${countOf(data.pages[0]?.total ?? 0, 'event')} of the role itself`}
        </span>
      </h3>
      <div className={styles['list']}>
        {data && entries.length === 0 && (
          <p className={styles['nobody']}>Nothing happened to it up to this moment.</p>
        )}
        {entries.map((entry) => (
          <RoleHistoryRow
            key={`${entry.partition}:${entry.offset}`}
            entry={entry}
            roles={roles}
            isCurrent={last?.partition === entry.partition && last.offset === entry.offset}
          />
        ))}
      </div>
      {hasNextPage && (
        <Button
          look="quiet"
          size="small"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        className={styles['below']}
        onClick={() => openView('events', { role: roleId })}
      >
        Every event that names it, grants included
      </Button>
    </section>
  );
}
