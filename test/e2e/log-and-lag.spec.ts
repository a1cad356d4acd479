import { expect, test } from '../support/page-test.ts';

test('the log says which one it is and how far each partition was read', async ({ page, open }) => {
  await open('/log');
  await expect(page.getByText('Caught up', { exact: true })).toBeVisible();
  await expect(page.getByText(/^local:sample:/)).toBeVisible();
  const rows = page.getByRole('grid', { name: 'Partitions' }).getByRole('row');
  await expect(rows).toHaveCount(13);
  await expect(rows.nth(1)).toContainText(/^p0/);
});
