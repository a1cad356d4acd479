import { useMutation } from '@tanstack/react-query';
import type { CommandDraft } from '../../shared/contract/command-bodies.ts';
import { ordersClient } from '../rpc/clients.ts';
import { faultOf } from '../rpc/fault-of.ts';

/** What would take an event back; `draft` is null where nothing can, and `why` says so. */
export type Undo = {
  readonly draft: CommandDraft | null;
  readonly why: string | null;
  readonly notes: readonly string[];
  /** Users who lost the role in the same command. */
  readonly formerHolders: readonly string[];
};

/** Asks what would take an event back; a "no" of any kind is an answer with a why. */
export function useUndo(
  place: { readonly partition: number; readonly offset: number },
  onAnswer: (answer: Undo) => void,
): { ask(): void; readonly isPending: boolean; readonly answer: Undo | null } {
  const { mutate, isPending, data } = useMutation({
    mutationFn: (): Promise<Undo> => ordersClient.commands.undo(place).catch(noAnswer),
    onSuccess: onAnswer,
  });
  return { ask: () => mutate(), isPending, answer: data ?? null };
}

function noAnswer(error: unknown): Undo {
  return { draft: null, why: faultOf(error).text, notes: [], formerHolders: [] };
}
