import { useCallback } from 'react';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { openView, setFilter } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { Icon } from '../../ui/icon.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { isEverybody, statuses, statusesOf, type UserFilters } from './user-filters.ts';

/** The filters, to be read as a sentence: status active, role any, called … */
export function UsersFilters({ filters }: { readonly filters: UserFilters }) {
  const search = useCallback((text: string) => setFilter('search', text || null), []);
  return (
    <>
      <ChoiceChip
        label="Status"
        multiple
        choices={statuses.map((status) => ({ value: status, label: status }))}
        values={statusesOf(filters.status)}
        onChange={(values) => setFilter('status', values.join(',') || null)}
      />
      <RoleChip role={filters.role ?? null} />
      <SearchInput
        label="Search users by name, e-mail or id"
        placeholder="Name, e-mail or id   /"
        value={filters.search ?? ''}
        onChange={search}
        width={190}
      />
      {!isEverybody(filters) && (
        <Button
          look="quiet"
          square
          aria-label="Clear the filters"
          title="Clear the filters"
          onClick={() => openView('users')}
        >
          <Icon name="close" />
        </Button>
      )}
    </>
  );
}

function RoleChip({ role }: { readonly role: string | null }) {
  const { byId, nameOf } = useRolesHere();
  const known = [...byId.values()].map(({ roleId, holders }) => ({
    value: roleId,
    label: nameOf(roleId),
    note: formatCount(holders),
  }));
  // A role of the address that does not exist here stays chosen, so that the chip says why nobody is shown.
  const stray = role !== null && !byId.has(role) ? [{ value: role, label: role }] : [];
  return (
    <ChoiceChip
      label="Role"
      choices={[{ value: '', label: 'any' }, ...stray, ...known]}
      values={[role ?? '']}
      onChange={([value]) => setFilter('role', value || null)}
    />
  );
}
