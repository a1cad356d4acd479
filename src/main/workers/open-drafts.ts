import { FaultError } from '../../shared/contract/fault.ts';
import type { Desk } from '../store/desk/open-desk.ts';

/** The drafts of a workspace as they travel; a form that is no JSON is refused. */
export function openDrafts({ drafts }: Desk, now: () => number) {
  return {
    list: () =>
      drafts.list().map(({ key, form, savedAt }) => ({
        ...{ key, form },
        savedAt: new Date(savedAt).toISOString(),
      })),
    save: ({ key, form }: { readonly key: string; readonly form: string }) => {
      if (!isJson(form)) {
        throw new FaultError({ code: 'bad_request', text: 'A draft is JSON; this is none.' });
      }
      drafts.save({ key, form, savedAt: now() });
    },
    drop: drafts.drop,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
