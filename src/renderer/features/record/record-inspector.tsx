import { useQuery } from '@tanstack/react-query';
import type { RecordAnswer } from '../../../shared/contract/log.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { ChangeList } from '../../domain-ui/change-list.tsx';
import { entrySentenceBy } from '../../domain-ui/entry-sentence.ts';
import { UndoButton } from '../../domain-ui/undo-button.tsx';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import styles from './record.module.css';
import { RecordFacts } from './record-facts.tsx';
import { RecordHead } from './record-head.tsx';
import { RecordHeaders } from './record-headers.tsx';
import { RecordTold } from './record-told.tsx';
import { RecordValue } from './record-value.tsx';

type RecordInspectorProps = { readonly partition: number; readonly offset: number };

/** The evidence: one record as it came, byte for byte, and what was made of it. */
export function RecordInspector({ partition, offset }: RecordInspectorProps) {
  const { data, error, refetch } = useQuery(
    questions.log.record.queryOptions({ input: { partition, offset } }),
  );
  const isHere = data?.partition === partition && data.offset === offset;
  if (error) {
    return (
      <Empty title={`No record at ${formatPlace(partition, offset)}`} text={faultOf(error).text}>
        <Button onClick={() => void refetch()}>Try again</Button>
        <Button onClick={() => openSubject(null)}>Close</Button>
      </Empty>
    );
  }
  if (!isHere) return <div className={styles['record']} aria-busy="true" />;
  return (
    <div className={styles['record']}>
      <RecordHead record={data} />
      <Fault fault={data.fault} />
      <RecordFacts record={data} />
      <Effect record={data} />
      <RecordTold key={formatPlace(partition, offset)} record={data} />
      <RecordValue value={data.value} />
      <RecordHeaders headers={data.headers} />
    </div>
  );
}

function Fault({ fault }: Pick<RecordAnswer, 'fault'>) {
  if (!fault) return null;
  return (
    <div className={styles['fault']} role="note">
      <strong>It did not decode.</strong> {fault.text}
      <div className={styles['technical']}>
        {fault.code} · {fault.decoder}
      </div>
    </div>
  );
}

function Effect({ record: { entry } }: { readonly record: RecordAnswer }) {
  const roles = useRolesHere();
  if (!entry || entry.type === null) return null;
  const { userId, roleId } = entry;
  return (
    <section className={styles['section']} aria-label="What it changed">
      <h3>What it changed</h3>
      <div className={styles['card']}>
        <p className={styles['sentence']}>{entrySentenceBy(entry, roles.nameOf)}</p>
        <ChangeList changed={entry.changed} roles={roles} />
        <div className={styles['effect']}>
          {userId !== null && (
            <Button size="small" onClick={() => openSubject({ kind: 'user', id: userId })}>
              Open user
            </Button>
          )}
          {roleId !== null && (
            <Button size="small" onClick={() => openSubject({ kind: 'role', id: roleId })}>
              Open role
            </Button>
          )}
          <UndoButton partition={entry.partition} offset={entry.offset} />
        </div>
      </div>
    </section>
  );
}
