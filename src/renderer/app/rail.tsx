import { skipToken, useQuery } from '@tanstack/react-query';
import { orders, questions } from '../rpc/clients.ts';
import type { View } from '../state/address.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { openView, useWhere } from '../state/window-store.ts';
import { formatCount } from '../ui/format-count.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './bars.module.css';
import { type DialogName, showDialog } from './dialog-store.ts';
import { viewEntries } from './views.tsx';

const groups: readonly (readonly View[])[] = [
  ['users', 'roles', 'events'],
  ['commands'],
  ['problems', 'log'],
];

const commandsAgainMs = 5_000;

/** The views, with how much there is of each at the playhead. */
export function Rail() {
  const counts = useCounts();
  return (
    <nav className={styles['rail']} aria-label="Views">
      {groups.map((group, index) => (
        <div key={group[0]} style={{ display: 'contents' }}>
          {index > 0 && <hr className={styles['rule']} />}
          {group.map((view) => (
            <ViewItem key={view} view={view} count={counts[view]} />
          ))}
        </div>
      ))}
      <span style={{ flex: 1 }} />
      <DialogItem dialog="open" label="Open…" icon="open" />
      <DialogItem dialog="settings" label="Settings" icon="settings" />
      <DialogItem dialog="keys" label="Keys" icon="keys" hint="?" />
    </nav>
  );
}

function ViewItem({ view, count }: { view: View; count: number | undefined }) {
  const isOpen = useWhere((state) => state.view === view);
  const { title, icon } = viewEntries[view];
  return (
    <button
      type="button"
      className={styles['railItem']}
      aria-current={isOpen ? 'page' : undefined}
      aria-label={count === undefined ? title : `${title} ${formatCount(count)}`}
      title={title}
      onClick={() => openView(view)}
    >
      <Icon name={icon} />
      <span className={styles['railLabel']}>{title}</span>
      {count !== undefined && (
        <span className={styles['count']} data-wrong={view === 'problems' && count > 0}>
          {formatCount(count)}
        </span>
      )}
    </button>
  );
}

type DialogItemProps = {
  readonly dialog: DialogName;
  readonly label: string;
  readonly icon: IconName;
  readonly hint?: string;
};

function DialogItem({ dialog, label, icon, hint }: DialogItemProps) {
  return (
    <button
      type="button"
      className={styles['railItem']}
      title={label}
      aria-label={label}
      onClick={() => showDialog(dialog)}
    >
      <Icon name={icon} />
      <span className={styles['railLabel']}>{label}</span>
      {hint !== undefined && <Kbd>{hint}</Kbd>}
    </button>
  );
}

function useCounts(): { readonly [Name in View]?: number } {
  const token = usePlayheadStore((state) => state.resolved?.token);
  const { data } = useQuery(
    questions.log.summary.queryOptions({ input: token === undefined ? skipToken : { at: token } }),
  );
  const commands = useQuery({
    ...orders.commands.list.queryOptions({ input: { limit: 1 } }),
    refetchInterval: commandsAgainMs,
  }).data;
  return {
    users: data?.users,
    roles: data?.roles,
    events: data?.events,
    problems: data?.problems,
    commands: commands?.ofAll.all,
  };
}
