import { sentenceOf } from './start-trouble.ts';
import type { Workspaces } from './workspaces.ts';

/** Opens the workspace that was open last, the sample where there is none or it cannot be opened. */
export async function openLastWorkspace(
  workspaces: Workspaces,
  note: (text: string) => void,
): Promise<void> {
  const [last] = workspaces.list();
  if (last) {
    try {
      await workspaces.open({ address: last.address });
      return;
    } catch (error) {
      note(`${last.address} could not be opened, the sample is instead: ${sentenceOf(error)}`);
    }
  }
  await workspaces.open({ address: 'sample' });
}
