import type { ReactNode } from 'react';
import type { BulkCard } from '../../../shared/contract/bulks.ts';
import { BulkState } from '../../domain-ui/bulk-state.tsx';
import { bulkSentence } from '../../domain-ui/bulk-words.ts';
import { openBulk } from '../../domain-ui/sheet-store.ts';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { useBulks } from '../../domain-ui/use-bulks.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { openSubject, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { ViewFrame } from '../../ui/view-frame.tsx';

type ListProps = { readonly lists: ReactNode; readonly actions: ReactNode };

/** Every change of many users started from this workspace, newest first. */
export function BulkList({ lists, actions }: ListProps) {
  const { bulks, fault } = useBulks();
  const subject = useWhere((state) => state.subject);
  const { nameOf } = useRolesHere();
  return (
    <ViewFrame
      title="Commands"
      filters={lists}
      actions={actions}
      foot={<span>{countOf(bulks?.length ?? 0, 'bulk')} started from this workspace</span>}
    >
      <DataTable<BulkCard>
        label="Bulks"
        columns={columnsOf(nameOf)}
        rows={bulks ?? []}
        rowKey={({ bulkId }) => bulkId}
        selectedKey={subject?.kind === 'bulk' ? subject.id : null}
        onOpen={({ bulkId }) => openSubject({ kind: 'bulk', id: bulkId })}
        empty={
          fault ? (
            <Empty title="The bulks cannot be shown" text={fault.text} />
          ) : (
            bulks && <NoBulks />
          )
        }
      />
    </ViewFrame>
  );
}

function columnsOf(nameOf: (roleId: string) => string): readonly Column<BulkCard>[] {
  return [
    {
      id: 'time',
      header: 'Started',
      width: 146,
      cell: ({ startedAt }) => <TimeText time={startedAt} style="short" />,
    },
    {
      id: 'what',
      header: 'Change',
      share: 5,
      cell: ({ change, counts }) => {
        const sentence = bulkSentence(change, counts.total, nameOf);
        return <span title={sentence}>{sentence}</span>;
      },
    },
    {
      id: 'reason',
      header: 'Reason',
      share: 2,
      cell: ({ reason, ticket }) => (
        <span title={reason}>{ticket === null ? reason : `${ticket} · ${reason}`}</span>
      ),
    },
    {
      id: 'actor',
      header: 'By',
      width: 92,
      cell: ({ actor }) => <span title={actor}>{actor}</span>,
    },
    { id: 'state', header: 'State', width: 100, cell: (bulk) => <BulkState bulk={bulk} /> },
    {
      id: 'done',
      header: 'Written',
      width: 66,
      align: 'end',
      cell: ({ counts }) => formatCount(counts.confirmed + counts.raced),
    },
    {
      id: 'refused',
      header: 'Refused',
      width: 66,
      align: 'end',
      cell: ({ counts }) => formatCount(counts.refused),
    },
  ];
}

function NoBulks() {
  return (
    <Empty
      title="No change of many users was started yet"
      text="Pick users in the users table, or paste their ids, usernames or e-mails. Each line becomes a command of its own, and its outcome stands here."
    >
      <Button look="primary" onClick={() => openBulk([], { change: null, reason: '' })}>
        Change many users…
      </Button>
    </Empty>
  );
}
