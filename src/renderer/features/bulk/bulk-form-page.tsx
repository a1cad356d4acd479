import { type FormEvent, useCallback, useRef, useState } from 'react';
import { bulkSentence } from '../../domain-ui/bulk-words.ts';
import { closeSheet } from '../../domain-ui/sheet-store.ts';
import { useSettings } from '../../domain-ui/use-commands-switch.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-count.ts';
import styles from './bulk.module.css';
import { type BulkForm, changeOf, type FormTrouble, formTrouble } from './bulk-form.ts';
import { BulkOffNote } from './bulk-off-note.tsx';
import { ChangeFields } from './change-fields.tsx';
import { DryRunList } from './dry-run-list.tsx';
import { OccasionFields } from './occasion-fields.tsx';
import { PeopleField } from './people-field.tsx';
import { useDryRun } from './use-dry-run.ts';
import { useKeptForm } from './use-kept-form.ts';
import { useStartBulk } from './use-start-bulk.ts';
import { whyBulkOff } from './why-bulk-off.ts';

type BulkFormPageProps = {
  readonly first: BulkForm;
  /** What was begun before and would be written over; null for nothing. */
  readonly earlier: BulkForm | null;
  readonly onEarlier: () => void;
  readonly onStarted: (bulkId: string) => void;
};

/** One change, many users, a verdict for each, and why: then it is started. */
export function BulkFormPage({ first, earlier, onEarlier, onStarted }: BulkFormPageProps) {
  const { form, change, isKept, drop } = useKeptForm(first);
  const { settings } = useSettings();
  const roles = useRolesHere();
  const ticketPattern = settings?.ticketPattern ?? null;
  const asked = changeOf(form);
  const dryRun = useDryRun({ change: asked, who: form.who, ticketPattern });
  const ready = dryRun.rows.flatMap(({ line }) =>
    line?.verdict === 'ready' && line.userId !== null ? [line.userId] : [],
  );
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const off = useWhyOff();
  const { start, isPending, fault } = useStartBulk((bulkId) => {
    drop();
    onStarted(bulkId);
  });
  const edit = useCallback(
    (to: Partial<BulkForm>) => {
      setTrouble(null);
      change(to);
    },
    [change],
  );
  const remove = useCallback(
    (places: readonly number[]) => {
      const out = new Set(places);
      edit({ who: form.who.filter((_name, at) => !out.has(at)) });
    },
    [edit, form.who],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = formTrouble(form, { ready: ready.length, ticketPattern });
    setTrouble(found);
    if (found) return focusField(box.current, found.field);
    if (asked && canStart) start({ form, change: asked, userIds: ready, basis: dryRun.decidedAt });
  };
  const canStart = dryRun.isFresh && ready.length > 0 && off === null && !isPending;
  return (
    <form ref={box} className={styles['sheet']} onSubmit={submit} noValidate>
      {off && <BulkOffNote off={off} />}
      {earlier && <Earlier earlier={earlier} onUse={onEarlier} />}
      <ChangeFields
        form={form}
        roles={roles}
        trouble={trouble?.field === 'role' ? trouble.text : null}
        onChange={edit}
      />
      <PeopleField
        isFirst={form.who.length === 0}
        onAdd={(people) => edit({ who: [...form.who, ...people] })}
      />
      <DryRunList dryRun={dryRun} hasChange={asked !== null} onRemove={remove} />
      <OccasionFields {...{ form, ticketPattern, trouble }} ready={ready.length} onChange={edit} />
      <Foot
        operator={settings?.operator ?? ''}
        said={saidOf({ trouble, fault: fault?.text ?? null, isKept })}
        left={dryRun.isFresh ? form.who.length - ready.length : 0}
        label={
          asked === null || ready.length === 0
            ? 'Nothing to start yet'
            : bulkSentence(asked, ready.length, roles.nameOf)
        }
        isDangerous={form.type === 'DeleteUser'}
        isOff={!canStart}
      />
    </form>
  );
}

function useWhyOff() {
  const { live } = usePlayhead();
  const { settings } = useSettings();
  const status = usePlayheadStore((state) => state.status);
  return whyBulkOff({ live, settings, status });
}

type Said = {
  readonly trouble: FormTrouble | null;
  readonly fault: string | null;
  readonly isKept: boolean;
};

function saidOf({ trouble, fault, isKept }: Said): string | null {
  if (fault !== null) return fault;
  if (trouble?.field === 'who') return trouble.text;
  return isKept ? null : 'This list is too long to be kept when the window closes.';
}

function focusField(box: HTMLFormElement | null, field: FormTrouble['field']): void {
  box?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
}

type EarlierProps = { readonly earlier: BulkForm; readonly onUse: () => void };

function Earlier({ earlier, onUse }: EarlierProps) {
  return (
    <p className={styles['earlier']} role="note">
      A change for {countOf(earlier.who.length, 'user')} was begun before and not started.
      <Button size="small" onClick={onUse}>
        Go on with that one
      </Button>
    </p>
  );
}

type FootProps = {
  readonly operator: string;
  readonly said: string | null;
  /** Lines that are left out. */
  readonly left: number;
  readonly label: string;
  readonly isDangerous: boolean;
  readonly isOff: boolean;
};

function Foot({ operator, said, left, label, isDangerous, isOff }: FootProps) {
  const leaves = left > 0 ? ` ${countOf(left, 'line')} with trouble will be left out.` : '';
  return (
    <footer className={styles['foot']}>
      <span className={styles['operator']}>
        {said === null ? (
          `Issued as ${operator}, one command a user.${leaves}`
        ) : (
          <span className={styles['wrong']} role="alert">
            {said}
          </span>
        )}
      </span>
      <Button onClick={closeSheet}>Close</Button>
      <Button type="submit" look={isDangerous ? 'danger' : 'primary'} disabled={isOff}>
        {label}
      </Button>
    </footer>
  );
}
