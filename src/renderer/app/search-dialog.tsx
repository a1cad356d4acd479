import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { questions } from '../rpc/clients.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { readWish } from './command-findings.ts';
import styles from './dialogs.module.css';
import { type Finding, findingsOf } from './findings.ts';

const mostPeople = 8;
const typingRestsMs = 80;

/** Finds people and roles at the playhead, views, actions and positions: type, arrows, Enter. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [current, setCurrent] = useState(0);
  const listId = useId();
  const { found, isSettled } = useFindings(typed);
  const [isChosen, setIsChosen] = useState(false);
  const at = Math.min(current, Math.max(0, found.length - 1));
  const choose = (finding: Finding | undefined) => {
    if (!finding) return;
    onClose();
    finding.run();
  };
  // Enter waits for the answer to what was typed: it never chooses what stood there before.
  useEffect(() => {
    if (!isChosen || !isSettled) return;
    setIsChosen(false);
    choose(found[at]);
  });
  const press = (event: KeyboardEvent) => {
    const moves: { [key: string]: number } = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setCurrent((next + found.length) % Math.max(1, found.length));
    }
    if (event.key === 'Enter') setIsChosen(true);
  };
  return (
    <Dialog title="Search" onClose={onClose} width={560} focusesInside>
      <TextInput
        data-autofocus
        aria-label="Search people, roles, views, actions"
        placeholder="A name, an e-mail, a role, a position…"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setCurrent(0);
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
      />
      <FoundList id={listId} found={found} at={at} onChoose={choose} />
    </Dialog>
  );
}

type FoundListProps = {
  readonly id: string;
  readonly found: readonly Finding[];
  readonly at: number;
  readonly onChoose: (finding: Finding) => void;
};

function FoundList({ id, found, at, onChoose }: FoundListProps) {
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  return (
    <div id={id} role="listbox" aria-label="Found" className={styles['found']} tabIndex={-1}>
      {found.length === 0 && (
        <div className={styles['foundGroup']} role="option" aria-selected="false" tabIndex={-1}>
          Nothing at the playhead has that in its name, e-mail or id.
        </div>
      )}
      {found.map((finding, index) => (
        <div key={finding.id} role="presentation">
          {found[index - 1]?.group !== finding.group && (
            <div className={styles['foundGroup']} role="presentation">
              {finding.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys. */}
          <div
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles['foundItem']}
            onClick={() => onChoose(finding)}
          >
            <span className={styles['foundName']}>{finding.name}</span>
            <span className={styles['foundNote']}>{finding.note}</span>
          </div>
        </div>
      ))}
    </div>
  );
}

function useFindings(typed: string): { found: Finding[]; isSettled: boolean } {
  const [rested] = useDebouncedValue(typed.trim(), typingRestsMs);
  const at = usePlayheadStore((state) => state.resolved?.token);
  const { rest: sought } = readWish(rested);
  const canAsk = at !== undefined && sought !== '';
  const people = useQuery(
    questions.users.list.queryOptions({
      input: canAsk ? { at, search: sought, limit: mostPeople } : skipToken,
    }),
  );
  const roles = useQuery(questions.roles.list.queryOptions({ input: canAsk ? { at } : skipToken }));
  const users = canAsk ? (people.data?.users ?? []) : [];
  return {
    found: findingsOf(typed, users, roles.data?.roles ?? []),
    isSettled: typed.trim() === rested && !people.isFetching && !roles.isFetching,
  };
}
