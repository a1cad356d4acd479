import type { Exactness } from '../../../shared/contract/answer.ts';
import type { Entry } from '../../../shared/contract/entries.ts';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { assertNever } from '../../../shared/kit/assert-never.ts';
import type { ExportSource } from '../../domain-ui/export-source.ts';
import { questionsClient } from '../../rpc/clients.ts';

const limit = 1000;

/** Some rows of an export, and how many there are in all. */
export type ExportPage = {
  readonly rows: readonly UserAnswer[] | readonly Entry[];
  readonly total: number;
  readonly exactness: Exactness;
};

/** All rows of a source at one cut (a token), page by page. Throws what a question throws, and AbortError when stopped. */
export function exportPages(
  source: ExportSource,
  at: string,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  switch (source.kind) {
    case 'users':
      return userPages(source, at, signal);
    case 'history':
      return historyPages(source, at, signal);
    default:
      return assertNever(source);
  }
}

async function* userPages(
  { filters }: Extract<ExportSource, { kind: 'users' }>,
  at: string,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  let after: string | undefined;
  do {
    const page = await questionsClient.users.list({ at, ...filters, limit, after }, { signal });
    yield { rows: page.users, total: page.total, exactness: page.exactness };
    after = page.after ?? undefined;
  } while (after !== undefined);
}

async function* historyPages(
  { userId }: Extract<ExportSource, { kind: 'history' }>,
  at: string,
  signal: AbortSignal,
): AsyncGenerator<ExportPage> {
  let before: string | undefined;
  do {
    const input = { userId, at, limit, before, quarantined: 'true' as const };
    const page = await questionsClient.users.history(input, { signal });
    yield { rows: page.entries, total: page.total, exactness: page.exactness };
    before = page.before ?? undefined;
  } while (before !== undefined);
}
