import { openBulk } from '../../domain-ui/sheet-store.ts';
import { setFilter, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { SwitchRow } from '../../ui/switch-row.tsx';
import { BulkList } from './bulk-list.tsx';
import { ReceiptList } from './receipt-list.tsx';

const lists = [
  { value: 'commands', label: 'Each command' },
  { value: 'bulks', label: 'Bulks' },
] as const;

/** What was issued from this workspace: command by command, or by changes of many users. */
export function CommandsView() {
  const list = useWhere(({ filters }) => (filters['list'] === 'bulks' ? 'bulks' : 'commands'));
  const parts = {
    lists: (
      <SwitchRow
        label="What is listed"
        choices={lists}
        value={list}
        onChange={(value) => setFilter('list', value === 'commands' ? null : value)}
      />
    ),
    actions: (
      <Button onClick={() => openBulk([], { change: null, reason: '' })}>Change many users…</Button>
    ),
  };
  return list === 'bulks' ? <BulkList {...parts} /> : <ReceiptList {...parts} />;
}
