import { implement } from '@orpc/server';
import { hostCalls } from '../../shared/contract/contract.ts';
import type { Preparing, WorkspaceCard } from '../../shared/contract/workspace.ts';

/** What a host can do for its window. */
export type HostAbilities = {
  readonly kind: 'electron' | 'browser';
  readonly version: string;
  /** A file dialog's path, null where the person changed their mind; absent where the host has no dialog. */
  readonly pickFile?: () => Promise<string | null>;
  readonly workspaces: {
    current(): WorkspaceCard;
    preparing(): Preparing | null;
    list(): WorkspaceCard[];
    open(choice: { readonly address: string; readonly reset: boolean }): Promise<WorkspaceCard>;
  };
};

/** The table of a window's calls to its host. */
export function hostRouter({ kind, version, pickFile, workspaces }: HostAbilities) {
  const { host } = implement(hostCalls);
  return {
    host: {
      describe: host.describe.handler(() => ({
        kind,
        version,
        canPickFile: pickFile !== undefined,
        workspace: workspaces.current(),
        preparing: workspaces.preparing(),
      })),
      pickFile: host.pickFile.handler(async () => ({ path: (await pickFile?.()) ?? null })),
      workspaces: host.workspaces.handler(() => workspaces.list()),
      open: host.open.handler(({ input }) => workspaces.open(input)),
    },
  };
}
