import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
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

type StartWays = {
  readonly onStarted: (bulkId: string) => void;
  /** The id stands for another bulk already: the form needs a new one. */
  readonly onReused: () => void;
};

/** Starts a bulk under the form's own id: pressing again after a lost answer sends the same again, and starts nothing twice. */
export function useStartBulk({ onStarted, onReused }: StartWays): {
  start(asked: BulkStart): void;
  readonly isPending: boolean;
  readonly fault: ShownFault | null;
} {
  const lost = useRef<BulkStart | null>(null);
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
    onError: (failed, asked) => {
      const { code } = faultOf(failed);
      lost.current = code === 'connection_lost' ? asked : null;
      if (code === 'bulk_id_reused') onReused();
    },
  });
  return {
    // What has begun meanwhile changed the dry run: the same form is the same bulk all the same.
    start: (asked) => mutate(lost.current?.form === asked.form ? lost.current : asked),
    isPending,
    fault: error && shownFault(faultOf(error)),
  };
}

function shownFault(fault: ShownFault): ShownFault {
  if (fault.code !== 'bulk_id_reused') return fault;
  const text =
    'What was begun here was started already; it stands under Commands, Bulks. Press again to start this as another one.';
  return { ...fault, text };
}
