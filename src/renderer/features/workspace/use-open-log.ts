import { useMutation } from '@tanstack/react-query';
import { host } from '../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';

/** Opens a log in its own workspace; then the window begins anew, on nothing of the log before. */
export function useOpenLog(): {
  readonly open: (address: string, reset?: boolean) => void;
  readonly isOpening: boolean;
  readonly fault: ShownFault | null;
} {
  const opening = useMutation(
    host.host.open.mutationOptions({
      onSuccess: () => {
        history.replaceState(null, '', location.pathname);
        location.reload();
      },
    }),
  );
  return {
    open: (address, reset = false) => opening.mutate({ address, reset }),
    isOpening: opening.isPending || opening.isSuccess,
    fault: opening.error ? faultOf(opening.error) : null,
  };
}
