import { FaultError } from '../../shared/contract/fault.ts';
import type { Settings } from '../../shared/contract/workspace.ts';
import type { LogAddress } from '../../shared/log/log-address.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import { accountName } from './account-name.ts';
import type { WriterStart } from './mailbox.ts';

/** What a workspace's person set, joined with what the host allows. */
export type WorkspaceSettings = {
  current(): Settings;
  /** Changes what is given; throws FaultError `commands_off` where the host gives no leave. */
  change(wish: { operator?: string | undefined; commandsOn?: boolean | undefined }): Settings;
  /** Why commands cannot be issued now, as a sentence; null where they can. */
  whyCommandsOff(): string | null;
};

const noLeave =
  'This Playhead was started without leave to change anything. Start it with --allow-commands.';
const switchedOff =
  'Commands are switched off for this workspace. Switch them on in the title bar first.';

/** The settings of a workspace. Commands are off for Kafka until somebody turns them on. */
export function openWorkspaceSettings(
  desk: Desk,
  kind: LogAddress['kind'],
  { commandsAllowed, commandsOnForRun }: WriterStart,
): WorkspaceSettings {
  // What the command line turned on for this run, a person can still turn off.
  let isOnForRun = commandsOnForRun;
  const current = (): Settings => {
    const { operator, commandsOn } = desk.settings();
    return {
      operator: operator ?? accountName(),
      commandsOn: commandsAllowed && (isOnForRun || (commandsOn ?? kind !== 'kafka')),
      commandsAllowed,
    };
  };
  return {
    current,
    change: ({ operator, commandsOn }) => {
      if (commandsOn && !commandsAllowed)
        throw new FaultError({ code: 'commands_off', text: noLeave });
      if (operator !== undefined) desk.set('operator', operator);
      if (commandsOn !== undefined) desk.set('commandsOn', String(commandsOn));
      if (commandsOn === false) isOnForRun = false;
      return current();
    },
    whyCommandsOff: () => {
      if (!commandsAllowed) return noLeave;
      return current().commandsOn ? null : switchedOff;
    },
  };
}
