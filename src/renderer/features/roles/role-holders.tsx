import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import styles from './roles.module.css';

const firstShown = 50;

/** Who holds the role at the playhead, since when and by whom. */
export function RoleHolders({ role }: { readonly role: RoleAnswer }) {
  const { token } = usePlayhead();
  const [showsAll, setShowsAll] = useState(false);
  const { data } = useQuery(
    questions.roles.holders.queryOptions({ input: { roleId: role.roleId, at: token } }),
  );
  const holders = data?.holders ?? [];
  const shown = showsAll ? holders : holders.slice(0, firstShown);
  return (
    <section aria-label="Holders">
      <h3 className={styles['section']}>
        Holders at this moment
        <span className={styles['sectionNote']}>{formatCount(role.holders)}</span>
      </h3>
      {data?.dangling && (
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
        {shown.map(({ userId, username, since }) => (
          <button
            key={userId}
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
        ))}
      </div>
      {shown.length < holders.length && (
        <Button look="quiet" size="small" onClick={() => setShowsAll(true)}>
          Show all {formatCount(holders.length)}
        </Button>
      )}
    </section>
  );
}
