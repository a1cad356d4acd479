import { Popover } from '@mantine/core';
import { targetName } from '../domain-ui/kafka-target.ts';
import { type CommandsSwitch, useCommandsSwitch } from '../domain-ui/use-commands-switch.ts';
import { goLive, useWhere } from '../state/window-store.ts';
import { ChipButton } from '../ui/chip.tsx';
import { keepEscape } from '../ui/keep-escape.ts';
import styles from './bars.module.css';

/** Whether this window may write, and where to; one press turns it off. */
export function CommandsChip() {
  const isPast = useWhere((state) => state.at !== 'head');
  const found = useCommandsSwitch();
  const { settings } = found;
  if (!settings) return null;
  if (!settings.commandsAllowed) return <NoLeave />;
  if (!settings.commandsOn) return <OffChip isPast={isPast} {...found} />;
  return found.target ? (
    <WritingChip isPast={isPast} {...found} />
  ) : (
    <OnChip isPast={isPast} {...found} />
  );
}

type StateChipProps = CommandsSwitch & { readonly isPast: boolean };

function WritingChip({ isPast, target, isPending, turnOff }: StateChipProps) {
  const name = target ? targetName(target) : '';
  const past = isPast ? 'off in the past · ' : '';
  return (
    <ChipButton
      className={styles['writing']}
      aria-busy={isPending}
      title={`${past}Writing to ${name}. Press to turn commands off.`}
      aria-label={`${past}Writing to ${name}: turn commands off`}
      onClick={() => !isPending && turnOff()}
    >
      {past}Writing to <span className={styles['writingPart']}>{target?.topic}</span> @{' '}
      <span className={styles['writingPart']}>{target?.cluster ?? target?.brokers[0]}</span>
    </ChipButton>
  );
}

function OnChip({ isPast, isPending, turnOff }: StateChipProps) {
  if (isPast) {
    return (
      <ChipButton
        title="The past cannot be changed. Press to go live."
        aria-label="Commands off in the past: go live"
        onClick={goLive}
      >
        Commands off in the past
      </ChipButton>
    );
  }
  return (
    <ChipButton
      aria-busy={isPending}
      title="Changes can be made from this window. Press to turn commands off."
      aria-label="Commands on: turn them off"
      onClick={() => !isPending && turnOff()}
    >
      Commands on
    </ChipButton>
  );
}

function OffChip({ isPending, turnOn, target }: StateChipProps) {
  return (
    <ChipButton
      aria-busy={isPending}
      title={
        target
          ? 'Nothing can be changed from this window. Press to be asked whether it may.'
          : 'Nothing can be changed from this window. Press to turn commands on.'
      }
      aria-label="Commands off: turn them on"
      onClick={() => !isPending && turnOn()}
    >
      Commands off
    </ChipButton>
  );
}

function NoLeave() {
  return (
    <Popover position="bottom-end" shadow="md" width={320} transitionProps={{ duration: 120 }}>
      <Popover.Target>
        <ChipButton title="This Playhead has no leave to write">Commands off: no leave</ChipButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Why commands are off" onKeyDown={keepEscape}>
        <p>
          This Playhead was started without leave to write, so commands cannot be turned on here.
          Start it with <code>--allow-commands</code> to make changes.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
