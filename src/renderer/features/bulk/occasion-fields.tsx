import { TextInput } from '@mantine/core';
import { ticketExamples } from '../../domain-ui/ticket-example.ts';
import styles from './bulk.module.css';
import type { BulkForm, FormTrouble } from './bulk-form.ts';

type OccasionFieldsProps = {
  readonly form: BulkForm;
  /** How many lines would be issued. */
  readonly ready: number;
  readonly ticketPattern: string | null;
  readonly trouble: FormTrouble | null;
  readonly onChange: (to: Partial<BulkForm>) => void;
};

/** Why, and for which ticket; and for deleting, how many, typed by hand. */
export function OccasionFields({ form, ready, trouble, onChange, ...props }: OccasionFieldsProps) {
  const { ticketPattern } = props;
  const textOf = (field: FormTrouble['field']) =>
    trouble?.field === field ? trouble.text : undefined;
  const example = ticketPattern === null ? 'INC-4412' : ticketExamples(ticketPattern).join(' or ');
  return (
    <div className={styles['occasion']}>
      <TextInput
        size="sm"
        data-field="reason"
        className={styles['reason']}
        label="Reason"
        withAsterisk
        required
        maxLength={2000}
        placeholder="Why this change is made; it stands on every event for good"
        value={form.reason}
        error={textOf('reason')}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
      <TextInput
        size="sm"
        data-field="ticket"
        className={styles['ticket']}
        label="Ticket"
        withAsterisk={ticketPattern !== null}
        maxLength={200}
        placeholder={example}
        value={form.ticket}
        error={textOf('ticket')}
        onChange={(event) => onChange({ ticket: event.currentTarget.value })}
      />
      {form.type === 'DeleteUser' && (
        <TextInput
          size="sm"
          data-field="count"
          className={styles['count']}
          label={`Type ${ready} to confirm`}
          inputMode="numeric"
          autoComplete="off"
          value={form.typedCount}
          error={textOf('count')}
          onChange={(event) => onChange({ typedCount: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
