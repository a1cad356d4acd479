import type { StatusAnswer } from '../../../shared/contract/log.ts';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import { pauseTitle } from '../../state/pause-title.ts';

/** Why a change cannot be made now, and the step the person can take. */
export type WhyOff = {
  readonly title: string;
  readonly text: string;
  readonly step: 'go_live' | 'turn_on' | null;
};

/** What decides whether a change can be made; null where it is not known yet. */
export type Circumstances = {
  readonly live: boolean;
  readonly settings: Settings | null;
  readonly status: Pick<StatusAnswer, 'caughtUp' | 'percent' | 'paused'> | null;
  readonly userStatus: UserAnswer['status'] | null;
};

/** Why a role cannot be changed now; null where it can. The past comes first: all else is about now. */
export function whyOff({ live, settings, status, userStatus }: Circumstances): WhyOff | null {
  if (!live) {
    return {
      title: 'You are looking at the past',
      text: 'A change becomes a new event at the end of the log, so it can be made only at head, on the state as it is now.',
      step: 'go_live',
    };
  }
  if (settings && !settings.commandsOn) return commandsOff(settings);
  if (status?.paused) {
    return { title: pauseTitle(status.paused), text: status.paused.text, step: null };
  }
  if (status && !status.caughtUp) {
    const percent = Math.floor(status.percent);
    return {
      title: 'The log is still being read',
      text: `${percent} % so far. A change is decided on the log’s end; it can be made as soon as the end is reached.`,
      step: null,
    };
  }
  return userStatus === null || userStatus === 'active' ? null : notActive(userStatus);
}

function commandsOff({ commandsAllowed }: Settings): WhyOff {
  return {
    title: 'Commands are off in this workspace',
    text: commandsAllowed
      ? 'This log can be read only, until you turn commands on. You can turn them off again in Settings.'
      : 'This Playhead was started without leave to write. Start it with --allow-commands to make changes.',
    step: commandsAllowed ? 'turn_on' : null,
  };
}

function notActive(status: 'deleted' | 'unknown'): WhyOff {
  return {
    title: status === 'deleted' ? 'This user was deleted' : 'This user is not known to exist',
    text:
      status === 'deleted'
        ? 'Roles can be changed for active users only.'
        : 'The log never said that this user was created. Roles can be changed for active users only.',
    step: null,
  };
}
