import { useMemo, useState } from 'react';
import { closeSheet, type BulkSheet as Sheet, useSheet } from '../../domain-ui/sheet-store.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './bulk.module.css';
import { type BulkForm, emptyForm } from './bulk-form.ts';
import { BulkFormPage } from './bulk-form-page.tsx';
import { BulkRun } from './bulk-run.tsx';
import { useEarlierForm } from './use-kept-form.ts';

const width = 980;

/** The sheet that changes many users at once, where somebody opened it; stands once in the window. */
export function BulkSheet() {
  const sheet = useSheet((state) => state.sheet);
  const isReady = usePlayheadStore((state) => state.resolved !== null);
  return sheet?.kind === 'bulk' && isReady ? <OpenSheet sheet={sheet} /> : null;
}

function OpenSheet({ sheet }: { readonly sheet: Sheet }) {
  const earlier = useEarlierForm();
  const [startedId, setStartedId] = useState<string | null>(null);
  if (startedId !== null) {
    return (
      <Dialog key="run" title="Changing many users" width={width} onClose={closeSheet}>
        <div className={styles['run']}>
          <BulkRun bulkId={startedId} onClose={closeSheet} />
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog key="form" title="Change many users" width={width} focusesInside onClose={closeSheet}>
      {earlier === undefined ? (
        <p className={styles['quiet']}>Looking for what was begun before…</p>
      ) : (
        <Form
          sheet={sheet}
          earlier={earlier}
          onStarted={(bulkId) => {
            setStartedId(bulkId);
            sheet.onStarted();
          }}
        />
      )}
    </Dialog>
  );
}

type FormProps = {
  readonly sheet: Sheet;
  readonly earlier: BulkForm | null;
  readonly onStarted: (bulkId: string) => void;
};

function Form({ sheet, earlier, onStarted }: FormProps) {
  const asked = useMemo(() => formOf(sheet), [sheet]);
  const [usesEarlier, setUsesEarlier] = useState(asked === null);
  const empty = useMemo(() => emptyForm(crypto.randomUUID()), []);
  const [anew, setAnew] = useState<BulkForm | null>(null);
  const first = anew ?? (usesEarlier ? earlier : asked) ?? empty;
  const offered =
    !usesEarlier && anew === null && earlier !== null && earlier.who.length > 0 ? earlier : null;
  return (
    <BulkFormPage
      key={first.bulkId}
      first={first}
      earlier={offered}
      onEarlier={() => setUsesEarlier(true)}
      onAnew={() => setAnew(emptyForm(crypto.randomUUID()))}
      onStarted={onStarted}
    />
  );
}

/** What the sheet was opened with; null for nothing, where an earlier draft goes on. */
function formOf({ change, userIds, reason }: Sheet): BulkForm | null {
  if (userIds.length === 0 && change === null) return null;
  const form = { ...emptyForm(crypto.randomUUID()), who: userIds, reason };
  if (change === null) return form;
  return { ...form, type: change.type, roleId: 'roleId' in change ? change.roleId : null };
}
