import { useMutation } from '@tanstack/react-query';
import type { BulkChange } from '../../../shared/contract/bulks.ts';
import { orders, ordersClient } from '../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';
import type { BulkForm } from './bulk-form.ts';

/** All of a bulk that its id stands for, beside the form. */
export type BulkStart = {
  readonly form: BulkForm;
  readonly change: BulkChange;
  readonly userIds: readonly string[];
  /** The cut of the dry run the person looked at, as a token. */
  readonly basis: string | null;
};

/** Starts a bulk under the form's own id: pressing again after a lost answer starts nothing twice. */
export function useStartBulk(onStarted: (bulkId: string) => void): {
  start(asked: BulkStart): void;
  readonly isPending: boolean;
  readonly fault: ShownFault | null;
} {
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ form, change, userIds, basis }: BulkStart) =>
      ordersClient.bulks.start({
        bulkId: form.bulkId,
        change,
        userIds: [...userIds],
        // The writer puts the operator's name here.
        actor: 'operator',
        reason: form.reason.trim(),
        ticket: form.ticket.trim() || null,
        basis,
      }),
    onSuccess: (bulk) => {
      queryClient.setQueryData(orders.bulks.get.queryKey({ input: { bulkId: bulk.bulkId } }), bulk);
      void queryClient.invalidateQueries({ queryKey: orders.bulks.list.key() });
      onStarted(bulk.bulkId);
    },
  });
  return { start: mutate, isPending, fault: error && faultOf(error) };
}
