import { Menu } from '@mantine/core';
import { Button } from '../../ui/button.tsx';
import {
  type ColumnId,
  columnTitles,
  firstColumns,
  toggleColumn,
  useColumns,
} from './columns-store.ts';

/** Chooses the columns of the table. */
export function ColumnsMenu() {
  const columns = useColumns((state) => state.columns);
  return (
    <Menu
      position="bottom-end"
      transitionProps={{ duration: 120 }}
      shadow="md"
      closeOnItemClick={false}
    >
      <Menu.Target>
        <Button>Columns</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(columnTitles) as ColumnId[]).map((id) => (
          <Menu.CheckboxItem
            key={id}
            checked={columns.includes(id)}
            onChange={() => toggleColumn(id)}
          >
            {columnTitles[id]}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => useColumns.setState({ columns: firstColumns })}>
          As at first
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
