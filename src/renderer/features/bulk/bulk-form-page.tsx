import { bulkSentence } from '../../domain-ui/bulk-words.ts';
import { closeSheet } from '../../domain-ui/sheet-store.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-count.ts';
import styles from './bulk.module.css';
import { type BulkForm, isUntouched } from './bulk-form.ts';
import { BulkOffNote } from './bulk-off-note.tsx';
import { ChangeFields } from './change-fields.tsx';
import { DryRunList } from './dry-run-list.tsx';
import { OccasionFields } from './occasion-fields.tsx';
import { PeopleField } from './people-field.tsx';
import { useBulkForm } from './use-bulk-form.ts';

type BulkFormPageProps = {
  readonly first: BulkForm;
  /** What was begun before and would be written over; null for nothing. */
  readonly earlier: BulkForm | null;
  readonly onEarlier: () => void;
  /** The form is thrown away for an empty one. */
  readonly onAnew: () => void;
  readonly onStarted: (bulkId: string) => void;
};

/** One change, many users, a verdict for each, and why: then it is started. */
export function BulkFormPage(props: BulkFormPageProps) {
  const { earlier } = props;
  const page = useBulkForm(props.first, props.onStarted);
  const { form, edit, asked, dryRun, ready, trouble, settings, off } = page;
  const roles = useRolesHere();
  const anew = () => {
    page.drop();
    props.onAnew();
  };
  const label =
    asked === null || ready.length === 0
      ? 'Nothing to start yet'
      : bulkSentence(asked, ready.length, roles.nameOf);
  return (
    <form ref={page.box} className={styles['sheet']} onSubmit={page.submit} noValidate>
      {off && <BulkOffNote off={off} />}
      {earlier && <Earlier earlier={earlier} onUse={props.onEarlier} />}
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
      <DryRunList dryRun={dryRun} hasChange={asked !== null} onRemove={page.remove} />
      <OccasionFields
        {...{ form, trouble }}
        ready={ready.length}
        ticketPattern={settings?.ticketPattern ?? null}
        onChange={edit}
      />
      <Foot
        operator={settings?.operator ?? ''}
        said={page.said}
        left={dryRun.isFresh ? form.who.length - ready.length : 0}
        label={label}
        isDangerous={form.type === 'DeleteUser'}
        isOff={!page.canStart}
        onAnew={isUntouched(form) ? null : anew}
      />
    </form>
  );
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
  /** Null where there is nothing to throw away. */
  readonly onAnew: (() => void) | null;
};

function Foot({ operator, said, left, label, isDangerous, isOff, onAnew }: FootProps) {
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
      {onAnew && (
        <Button look="quiet" title="Throw this form away" onClick={onAnew}>
          Begin anew
        </Button>
      )}
      <Button onClick={closeSheet}>Close</Button>
      <Button type="submit" look={isDangerous ? 'danger' : 'primary'} disabled={isOff}>
        {label}
      </Button>
    </footer>
  );
}
