import { useState } from 'react';
import type { Entry } from '../../shared/contract/entries.ts';
import { formatCount } from '../ui/format-count.ts';
import { type ChangeLine, changeLines } from './change-lines.ts';
import styles from './change-list.module.css';
import { TimeText } from './time-text.tsx';
import type { RolesHere } from './use-roles-here.ts';

const shortList = 5;

type ChangeListProps = { readonly changed: Entry['changed']; readonly roles: RolesHere };

/** What an event changed: old and new, added and taken away. Says so where it changed nothing. */
export function ChangeList({ changed, roles }: ChangeListProps) {
  const lines = changeLines(changed, {
    nameOf: roles.nameOf,
    permissionsOf: (roleId) => roles.byId.get(roleId)?.permissions ?? [],
  });
  if (lines.length === 0) return <p className={styles['nothing']}>It changed nothing.</p>;
  return (
    <dl className={styles['changes']}>
      {lines.map((line) => (
        <div key={line.name} className={styles['line']}>
          <dt>{line.name}</dt>
          <dd>{line.kind === 'set' ? <SetChange line={line} /> : <ValueChange line={line} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function ValueChange({ line }: { line: Extract<ChangeLine, { before: string | null }> }) {
  const { kind, before, after } = line;
  return (
    <>
      {before !== null && (
        <>
          <del className={styles['old']}>{said(kind, before)}</del>{' '}
          <span className={styles['arrow']}>→</span>{' '}
        </>
      )}
      {after === null ? (
        <span className={styles['arrow']}>none</span>
      ) : (
        <ins className={styles['new']}>{said(kind, after)}</ins>
      )}
    </>
  );
}

function said(kind: 'value' | 'time', text: string) {
  return kind === 'time' ? <TimeText time={text} style="exact" /> : text || '(empty)';
}

function SetChange({ line }: { line: Extract<ChangeLine, { kind: 'set' }> }) {
  return (
    <>
      <Part sign="+" look="new" items={line.added} />
      <Part sign="−" look="old" items={line.removed} />
    </>
  );
}

type PartProps = {
  readonly sign: '+' | '−';
  readonly look: 'new' | 'old';
  readonly items: readonly string[];
};

function Part({ sign, look, items }: PartProps) {
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return null;
  const more = items.length - shortList;
  const shown = isWhole || more <= 1 ? items : items.slice(0, shortList);
  const count = items.length > 1 ? ` ${formatCount(items.length)}` : '';
  return (
    <div>
      <span className={styles[look]}>
        {sign}
        {count}
      </span>{' '}
      {items.length > 1 ? shown.join(', ') : <span className={styles[look]}>{items[0]}</span>}
      {shown.length < items.length && (
        <>
          {', '}
          <button type="button" className={styles['more']} onClick={() => setWhole(true)}>
            {formatCount(more)} more
          </button>
        </>
      )}
    </div>
  );
}
