import { useEffect, useRef, useState } from 'react';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { orders } from '../../rpc/clients.ts';
import type { ShownFault } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { carryOut, isSpent } from './carry-out.ts';
import { commandDoor } from './command-door.ts';
import { type CommandOrder, createCommandIds } from './command-ids.ts';

/** One command of a sheet and how it fares. */
export type CommandRun = {
  readonly order: CommandOrder;
  readonly commandId: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly receipt: Receipt | null;
  readonly fault: ShownFault | null;
};

/** The commands a sheet issues, one after the other; the first that fails holds up the rest. */
export type CommandRuns = {
  readonly runs: readonly CommandRun[];
  readonly isBusy: boolean;
  /** Issues them on the state at the basis (a cut token) and tells their ids; calls back with each that took effect, even where the sheet was closed meanwhile. */
  start(
    commands: readonly CommandOrder[],
    basis: string,
    onDone: (order: CommandOrder) => void,
  ): string[];
  /** Back to no commands; ids of what is not settled are remembered. */
  clear(): void;
};

/** Carries out the commands of one sheet. */
export function useCommandRuns(): CommandRuns {
  const [runs, setRuns] = useState<readonly CommandRun[]>([]);
  const [ids] = useState(() => createCommandIds(() => crypto.randomUUID()));
  const closed = useRef<AbortController>(null);
  useEffect(() => {
    const here = new AbortController();
    closed.current = here;
    return () => here.abort();
  }, []);
  const change = (commandId: string, to: Partial<CommandRun>) =>
    setRuns((before) =>
      before.map((run) => (run.commandId === commandId ? { ...run, ...to } : run)),
    );

  const carryOne = async (order: CommandOrder, commandId: string, basis: string) => {
    change(commandId, { state: 'running' });
    const signal = closed.current?.signal ?? AbortSignal.abort();
    const tell = (receipt: Receipt) => change(commandId, { receipt });
    const outcome = await carryOut(commandDoor, { ...order, commandId, basis }, { tell, signal });
    if (isSpent(outcome)) ids.spend(commandId);
    void queryClient.invalidateQueries({ queryKey: orders.commands.key() });
    const hasEffect = outcome.kind === 'ended' && outcome.receipt.appended.length > 0;
    const fault = outcome.kind === 'no' ? outcome.fault : null;
    const receipt = outcome.receipt === null ? {} : { receipt: outcome.receipt };
    change(commandId, { ...receipt, fault, state: hasEffect ? 'done' : 'failed' });
    return hasEffect;
  };

  return {
    runs,
    isBusy: runs.some(({ state }) => state === 'running'),
    start: (commands, basis, onDone) => {
      const begun = commands.map((order) => ({ order, commandId: ids.idOf(order) }));
      setRuns(begun.map((run) => ({ ...run, state: 'waiting', receipt: null, fault: null })));
      void (async () => {
        for (const { order, commandId } of begun) {
          if (!(await carryOne(order, commandId, basis))) return;
          onDone(order);
        }
      })();
      return begun.map(({ commandId }) => commandId);
    },
    clear: () => setRuns([]),
  };
}
