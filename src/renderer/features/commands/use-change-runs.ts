import { useEffect, useRef, useState } from 'react';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { orders } from '../../rpc/clients.ts';
import type { ShownFault } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { carryOut, isSpent } from './carry-out.ts';
import { commandDoor } from './command-door.ts';
import { type CommandBody, createCommandIds } from './command-ids.ts';

/** One command of the sheet and how it fares. */
export type ChangeRun = {
  readonly body: CommandBody;
  readonly commandId: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly receipt: Receipt | null;
  readonly fault: ShownFault | null;
};

/** The commands a sheet issues, one after the other; the first that fails holds up the rest. */
export type ChangeRuns = {
  readonly runs: readonly ChangeRun[];
  readonly isBusy: boolean;
  /** Issues them on the state at the basis (a cut token); calls back with each that took effect. */
  start(bodies: readonly CommandBody[], basis: string, onDone: (body: CommandBody) => void): void;
  /** Back to no commands; ids of what is not settled are remembered. */
  clear(): void;
};

/** Carries out the changes of one sheet. */
export function useChangeRuns(): ChangeRuns {
  const [runs, setRuns] = useState<readonly ChangeRun[]>([]);
  const [ids] = useState(() => createCommandIds(() => crypto.randomUUID()));
  const closed = useRef<AbortController>(null);
  useEffect(() => {
    const here = new AbortController();
    closed.current = here;
    return () => here.abort();
  }, []);
  const change = (commandId: string, to: Partial<ChangeRun>) =>
    setRuns((before) =>
      before.map((run) => (run.commandId === commandId ? { ...run, ...to } : run)),
    );

  const carryOne = async (body: CommandBody, commandId: string, basis: string) => {
    change(commandId, { state: 'running' });
    const signal = closed.current?.signal ?? AbortSignal.abort();
    const tell = (receipt: Receipt) => change(commandId, { receipt });
    const outcome = await carryOut(commandDoor, { ...body, commandId, basis }, { tell, signal });
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
    start: (bodies, basis, onDone) => {
      const begun = bodies.map((body) => ({ body, commandId: ids.idOf(body) }));
      setRuns(begun.map((run) => ({ ...run, state: 'waiting', receipt: null, fault: null })));
      void (async () => {
        for (const { body, commandId } of begun) {
          if (!(await carryOne(body, commandId, basis))) return;
          onDone(body);
        }
      })();
    },
    clear: () => setRuns([]),
  };
}
