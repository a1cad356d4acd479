import { type FormEvent, useCallback, useRef, useState } from 'react';
import { useSettings } from '../../domain-ui/use-commands-switch.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { type BulkForm, changeOf, type FormTrouble, formTrouble } from './bulk-form.ts';
import { useDryRun } from './use-dry-run.ts';
import { useKeptForm } from './use-kept-form.ts';
import { useStartBulk } from './use-start-bulk.ts';
import { whyBulkOff } from './why-bulk-off.ts';

/** The form of a bulk as it is written: what it asks for, its dry run, and how it is started. */
export function useBulkForm(first: BulkForm, onStarted: (bulkId: string) => void) {
  const { form, change, isKept, drop } = useKeptForm(first);
  const { settings } = useSettings();
  const ticketPattern = settings?.ticketPattern ?? null;
  const asked = changeOf(form);
  const dryRun = useDryRun({ change: asked, who: form.who, ticketPattern });
  const ready = dryRun.rows.flatMap(({ line }) =>
    line?.verdict === 'ready' && line.userId !== null ? [line.userId] : [],
  );
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const off = useWhyOff();
  const { start, isPending, fault } = useStartBulk({
    onStarted: (bulkId) => {
      drop();
      onStarted(bulkId);
    },
    onReused: () => change({ bulkId: crypto.randomUUID() }),
  });
  const canStart = dryRun.isFresh && ready.length > 0 && off === null && !isPending;
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
  const said = saidOf({ trouble, fault: fault?.text ?? null, isKept });
  return {
    ...{ form, edit, remove, asked, dryRun, ready, trouble, box, off, canStart, submit, said },
    ...{ settings, drop },
  };
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
