import { type ReactNode, useCallback, useState } from 'react';
import type { Entry } from '../../../shared/contract/entries.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { HistoryRow } from './history-row.tsx';
import styles from './inspector.module.css';
import { stepInList } from './step-in-list.ts';
import { useSteadyScroll } from './use-steady-scroll.ts';
import type { UserHistory } from './use-user-history.ts';

type HistoryPanelProps = { readonly history: UserHistory; readonly actions: ReactNode };

/** The history around the playhead: what is still to come faint above, the current event marked. */
export function HistoryPanel({ history, actions }: HistoryPanelProps) {
  const { view, error } = history;
  return (
    <section className={styles['history']} aria-label="History">
      <div className={styles['sectionHead']}>
        <h3>History</h3>
        <span className={styles['why']}>{view && countsOf(view)}</span>
        {actions}
      </div>
      {error && (
        <p className={styles['odd']}>
          {faultOf(error).text}{' '}
          <Button size="small" onClick={history.tryAgain}>
            Try again
          </Button>
        </p>
      )}
      {view && <HistoryList history={history} view={view} />}
    </section>
  );
}

type View = NonNullable<UserHistory['view']>;

function countsOf({ pastTotal, aheadTotal }: View): string {
  const ahead = aheadTotal > 0 ? `, ${formatCount(aheadTotal)} after` : '';
  return `${formatCount(pastTotal)} before${ahead}`;
}

function HistoryList({ history, view }: { history: UserHistory; view: View }) {
  const { token, last, live } = usePlayhead();
  const roles = useRolesHere();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((key: string) => {
    setOpen((before) => toggled(before, key));
  }, []);
  const { past, ahead, aheadTotal } = view;
  const newest = past[0];
  const isHere = !live && newest?.partition === last?.partition && newest?.offset === last?.offset;
  const list = useSteadyScroll(`${token} ${past.length} ${ahead.length}`);
  const row = (entry: Entry, look: 'ahead' | 'past' | 'current') => {
    const key = formatPlace(entry.partition, entry.offset);
    const shared = { entry, look, roles, moment: last?.tau ?? null };
    return <HistoryRow key={key} {...shared} isOpen={open.has(key)} onToggle={() => toggle(key)} />;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it take the focus; arrows lead from one to the next.
    <div ref={list} className={styles['list']} onKeyDown={stepInList}>
      {!live && aheadTotal > ahead.length && (
        <MoreAhead left={aheadTotal - ahead.length} onLoad={history.loadAhead} />
      )}
      {ahead.map((entry) => row(entry, 'ahead'))}
      {!live && !isHere && <div className={styles['mark']} data-playhead="true" />}
      {past.map((entry, index) => row(entry, index === 0 && isHere ? 'current' : 'past'))}
      <Older history={history} count={view.pastTotal - past.length} />
    </div>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set(keys.has(key) ? [...keys].filter((one) => one !== key) : [...keys, key]);
}

function MoreAhead({ left, onLoad }: { left: number; onLoad: (() => void) | null }) {
  const said = `${formatCount(left)} more still to come`;
  return (
    <div className={styles['more']}>
      {onLoad ? (
        <Button look="quiet" size="small" onClick={onLoad}>
          {said}: show more
        </Button>
      ) : (
        said
      )}
    </div>
  );
}

function Older({ history, count }: { history: UserHistory; count: number }) {
  if (count <= 0) return null;
  return (
    <div className={styles['more']}>
      <Button
        look="quiet"
        size="small"
        disabled={!history.loadOlder}
        onClick={() => history.loadOlder?.()}
      >
        {formatCount(count)} older: show more
      </Button>
    </div>
  );
}
