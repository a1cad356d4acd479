import type { Entry } from '../../src/shared/contract/entries.ts';
import { formatPlace } from '../../src/shared/log/position.ts';
import type { RunningApp } from './app.ts';
import { askGateway } from './ask-gateway.ts';

/** The administrator role that is granted at night in the sample, wherever today puts it. */
export async function nightGrant(
  app: RunningApp,
): Promise<{ readonly place: string; readonly userId: string; readonly entry: Entry }> {
  const question = '/events?roleId=platform-administrator&type=RoleAssignedToUserEvent&order=desc';
  const { events } = await askGateway<{ events: Entry[] }>(app, question);
  const entry = events.find(({ reason }) => reason?.startsWith('Emergency access'));
  if (!entry?.userId) throw new Error('The sample does not tell of the night grant.');
  return { place: formatPlace(entry.partition, entry.offset), userId: entry.userId, entry };
}
