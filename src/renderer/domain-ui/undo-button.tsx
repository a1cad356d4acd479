import { Popover } from '@mantine/core';
import { useState } from 'react';
import { formatPlace } from '../../shared/log/position.ts';
import { Button } from '../ui/button.tsx';
import { countOf } from '../ui/format-count.ts';
import { keepEscape } from '../ui/keep-escape.ts';
import { openBulk, openDraft } from './sheet-store.ts';
import styles from './undo.module.css';
import { type Undo, useUndo } from './use-undo.ts';

type UndoButtonProps = {
  readonly partition: number;
  readonly offset: number;
  readonly size?: 'small' | 'normal';
  readonly look?: 'plain' | 'quiet';
};

/** Drafts the command that takes an event back, and opens its sheet; where there is none it says why. */
export function UndoButton({ partition, offset, size = 'small', look }: UndoButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const reason = `Takes back ${formatPlace(partition, offset)}`;
  const { ask, isPending, answer } = useUndo({ partition, offset }, (found) => {
    if (found.draft !== null && found.formerHolders.length === 0) {
      openDraft(found.draft, { reason, notes: found.notes });
    } else setOpen(true);
  });
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={320}
      trapFocus
      returnFocus
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <Button
          size={size}
          look={look}
          // Not disabled while it asks: the focus would be lost.
          aria-busy={isPending}
          title="Begins a new command that takes this back; the log itself is never edited"
          onClick={() => (isOpen ? setOpen(false) : !isPending && ask())}
        >
          Undo this…
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Undo this" onKeyDown={keepEscape}>
        <Said answer={answer} reason={reason} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

type SaidProps = {
  readonly answer: Undo | null;
  readonly reason: string;
  readonly onDone: () => void;
};

function Said({ answer, reason, onDone }: SaidProps) {
  if (answer === null) return null;
  const { draft, why, notes, formerHolders } = answer;
  if (draft === null) {
    return (
      <div className={styles['said']}>
        <b>It cannot be taken back</b>
        <p>{why}</p>
        <Button size="small" onClick={onDone}>
          Close
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['said']}>
      <p>
        {countOf(formerHolders.length, 'user')} lost the role with it. Bring the role back first;
        then it can be granted to them again.
      </p>
      <Button
        size="small"
        look="primary"
        onClick={() => {
          onDone();
          openDraft(draft, { reason, notes });
        }}
      >
        Bring the role back…
      </Button>
      {'roleId' in draft.data && (
        <GrantAgain
          roleId={draft.data.roleId}
          userIds={formerHolders}
          reason={reason}
          onDone={onDone}
        />
      )}
    </div>
  );
}

type GrantAgainProps = {
  readonly roleId: string;
  readonly userIds: readonly string[];
  readonly reason: string;
  readonly onDone: () => void;
};

function GrantAgain({ roleId, userIds, reason, onDone }: GrantAgainProps) {
  return (
    <Button
      size="small"
      onClick={() => {
        onDone();
        openBulk(userIds, { change: { type: 'AssignRoleToUser', roleId }, reason });
      }}
    >
      Grant it again to {countOf(userIds.length, 'former holder')}…
    </Button>
  );
}
