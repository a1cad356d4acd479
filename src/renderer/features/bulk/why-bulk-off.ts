import type { StatusAnswer } from '../../../shared/contract/log.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import { pauseTitle } from '../../state/pause-title.ts';

/** Why nothing can be started now, and the step that helps. */
export type WhyBulkOff = {
  readonly title: string;
  readonly text: string;
  readonly step: 'go_live' | 'turn_on' | null;
};

type Circumstances = {
  readonly live: boolean;
  readonly settings: Settings | null;
  readonly status: Pick<StatusAnswer, 'caughtUp' | 'percent' | 'paused'> | null;
};

/** Why a bulk cannot be started now; null where it can. The dry run works all the same. */
export function whyBulkOff({ live, settings, status }: Circumstances): WhyBulkOff | null {
  if (!live) {
    return {
      title: 'You are looking at the past',
      text: 'Changes become new events at the end of the log. The dry run below is about now, not about this moment.',
      step: 'go_live',
    };
  }
  if (settings && !settings.commandsAllowed) {
    return {
      title: 'Commands are off in this workspace',
      text: 'This Playhead was started without leave to write. Start it with --allow-commands to make changes.',
      step: null,
    };
  }
  if (settings && !settings.commandsOn) {
    return {
      title: 'Commands are off in this workspace',
      text: 'The dry run works; nothing can be started until you turn commands on.',
      step: 'turn_on',
    };
  }
  if (status?.paused)
    return { title: pauseTitle(status.paused), text: status.paused.text, step: null };
  if (status && !status.caughtUp) {
    const text = `${Math.floor(status.percent)} % so far. Changes are decided on the log’s end.`;
    return { title: 'The log is still being read', text, step: null };
  }
  return null;
}
