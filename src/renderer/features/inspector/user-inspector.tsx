import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ExportSource } from '../../domain-ui/export-source.ts';
import { personName } from '../../domain-ui/person-name.ts';
import { questions, questionsClient } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { useAskedAhead } from '../../state/ask-ahead.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { HistoryPanel } from './history-panel.tsx';
import styles from './inspector.module.css';
import { LatestChange } from './latest-change.tsx';
import { MissingUser } from './missing-user.tsx';
import { useUserHistory } from './use-user-history.ts';
import { UserFacts } from './user-facts.tsx';
import { UserHead } from './user-head.tsx';

type UserInspectorProps = {
  readonly userId: string;
  /** Makes the export button for the history. */
  readonly renderExport: (source: ExportSource) => ReactNode;
};

/** Who this is and how they are at the playhead, what the event there changed, who did it and why, and what lies around it. */
export function UserInspector({ userId, renderExport }: UserInspectorProps) {
  const { token } = usePlayhead();
  const optionsAt = (at: string) => questions.users.get.queryOptions({ input: { userId, at } });
  useAskedAhead({
    ask: (at, signal) => questionsClient.users.get({ userId, at }, { signal }),
    keep: (token, queryFn) => queryClient.prefetchQuery({ ...optionsAt(token), queryFn }),
  });
  const { data, error, refetch } = useQuery(optionsAt(token));
  const history = useUserHistory(userId);
  if (error && faultOf(error).code === 'unknown_user') return <MissingUser userId={userId} />;
  if (error && !data) {
    return (
      <Empty title="This user could not be read" text={faultOf(error).text}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </Empty>
    );
  }
  if (!data) return <div className={styles['inspector']} aria-busy="true" />;
  const latest = history.view?.past[0] ?? null;
  return (
    <div className={styles['inspector']}>
      <UserHead user={data.user} />
      <UserFacts user={data.user} heldRoles={data.heldRoles} latest={latest} />
      <LatestChange entry={latest} />
      <HistoryPanel
        history={history}
        actions={renderExport({ kind: 'history', userId, name: personName(data.user) })}
      />
    </div>
  );
}
