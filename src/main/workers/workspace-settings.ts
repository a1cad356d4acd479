import { FaultError } from '../../shared/contract/fault.ts';
import type { Settings, SettingsWish } from '../../shared/contract/workspace.ts';
import type { HouseRules } from '../../shared/domain/decision-state.ts';
import type { LogAddress } from '../../shared/log/log-address.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import { accountName } from './account-name.ts';
import type { WriterStart } from './mailbox.ts';

/** What a workspace's person set, joined with what the host allows. */
export type WorkspaceSettings = {
  current(): Settings;
  /** Changes what is given; throws FaultError `commands_off` where the host gives no leave. */
  change(wish: SettingsWish): Settings;
  /** The rules the workspace sets for itself. */
  house(): HouseRules;
  /** Why commands cannot be issued now, as a sentence; null where they can. */
  whyCommandsOff(): string | null;
};

const noLeave =
  'This Playhead was started without leave to change anything. Start it with --allow-commands.';
const switchedOff =
  'Commands are switched off for this workspace. Switch them on in the title bar first.';

/** What the settings of a workspace stand on; `cluster` is null until it is known. */
export type SettingsParts = {
  readonly desk: Desk;
  readonly kind: LogAddress['kind'];
  readonly start: Pick<WriterStart, 'commandsAllowed' | 'commandsOnForRun'>;
  readonly cluster: () => string | null;
};

/** The settings of a workspace. Commands are off for Kafka until somebody turns them on. */
export function openWorkspaceSettings({
  desk,
  kind,
  start: { commandsAllowed, commandsOnForRun },
  cluster,
}: SettingsParts): WorkspaceSettings {
  // What the command line turned on for this run, a person can still turn off.
  let isOnForRun = commandsOnForRun;
  const areOn = (): boolean =>
    commandsAllowed && (isOnForRun || (desk.settings.read().commandsOn ?? kind !== 'kafka'));
  const current = (): Settings => {
    const { operator, protectedRoles, ticketPattern } = desk.settings.read();
    return {
      operator: operator ?? accountName(),
      commandsOn: areOn(),
      commandsAllowed,
      protectedRoles: [...(protectedRoles ?? [])],
      ticketPattern,
      cluster: cluster(),
    };
  };
  return {
    current,
    change: (wish) => {
      if (wish.commandsOn && !commandsAllowed)
        throw new FaultError({ code: 'commands_off', text: noLeave });
      desk.settings.change(wish);
      if (wish.commandsOn === false) isOnForRun = false;
      return current();
    },
    house: () => {
      const { protectedRoles, ticketPattern } = desk.settings.read();
      return { protectedRoles: protectedRoles ?? [], ticketPattern };
    },
    whyCommandsOff: () => {
      if (!commandsAllowed) return noLeave;
      return areOn() ? null : switchedOff;
    },
  };
}
