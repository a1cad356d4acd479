import { useMutation, useQuery } from '@tanstack/react-query';
import type { Settings, SettingsWish } from '../../shared/contract/workspace.ts';
import { orders } from '../rpc/clients.ts';
import { faultOf, type ShownFault } from '../rpc/fault-of.ts';
import { queryClient } from '../rpc/query-client.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { type KafkaTarget, kafkaTarget } from './kafka-target.ts';
import { askToTurnOn } from './turn-on-store.ts';

/** The workspace's settings, and the way to change them. */
export type SettingsChange = {
  /** Null until they are known. */
  readonly settings: Settings | null;
  readonly isPending: boolean;
  /** Why the last change failed. */
  readonly fault: ShownFault | null;
  /** True once a change of this place was kept. */
  readonly isKept: boolean;
  change(wish: SettingsWish, onKept?: () => void): void;
};

/** The workspace's settings; every place that shows them sees a change at once. */
export function useSettings(): SettingsChange {
  const { data } = useQuery({
    ...orders.workspace.settings.queryOptions({ input: {} }),
    refetchOnMount: 'always',
  });
  const { mutate, isPending, isSuccess, error } = useMutation(
    orders.workspace.change.mutationOptions({
      onSuccess: (settings) =>
        queryClient.setQueryData(orders.workspace.settings.queryKey({ input: {} }), settings),
    }),
  );
  return {
    settings: data ?? null,
    isPending,
    fault: error && faultOf(error),
    isKept: isSuccess,
    change: (wish, onKept) => mutate(wish, { onSuccess: onKept }),
  };
}

/** The switch of the commands. */
export type CommandsSwitch = SettingsChange & {
  /** Where commands would be written; null for a log of this machine. */
  readonly target: KafkaTarget | null;
  /** Turns commands on; for a shared log a person is asked first. */
  turnOn(): void;
  turnOff(): void;
};

/** The one way commands are turned on and off in the window. */
export function useCommandsSwitch(): CommandsSwitch {
  const found = useSettings();
  const address = usePlayheadStore((state) => state.status?.log.address ?? null);
  const target = address === null ? null : kafkaTarget(address, found.settings?.cluster ?? null);
  return {
    ...found,
    target,
    turnOn: () => (target === null ? found.change({ commandsOn: true }) : askToTurnOn(true)),
    turnOff: () => found.change({ commandsOn: false }),
  };
}
