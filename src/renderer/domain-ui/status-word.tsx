import type { SubjectStatus } from '../../shared/domain/user-state.ts';

const colours: { readonly [Status in SubjectStatus]: string } = {
  active: 'var(--live)',
  deleted: 'var(--text-3)',
  unknown: 'var(--past-text)',
};

const meanings: { readonly [Status in SubjectStatus]: string } = {
  active: 'Exists at this moment',
  deleted: 'Was deleted before this moment',
  unknown: 'Events were seen, but never its creation',
};

/** What a user or role is at the playhead. */
export function StatusWord({ status }: { readonly status: SubjectStatus }) {
  return (
    <span style={{ color: colours[status] }} title={meanings[status]}>
      {status}
    </span>
  );
}
