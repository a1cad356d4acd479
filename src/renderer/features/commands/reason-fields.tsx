import { useId } from 'react';
import { ticketExamples } from '../../domain-ui/ticket-example.ts';
import { LabelledField } from '../../ui/labelled-field.tsx';
import { LineInput } from '../../ui/line-input.tsx';
import styles from './sheet.module.css';

/** What a person says about a change. */
export type Said = { readonly reason: string; readonly ticket: string };

type ReasonFieldsProps = {
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  /** What is wrong with each; null where nothing is. */
  readonly troubles: { readonly [Name in keyof Said]: string | null };
  readonly onLeave: (name: keyof Said) => void;
  /** What a ticket must look like; null where none is asked for. */
  readonly ticketPattern: string | null;
};

/** Why, and for which ticket. Both end up on the event, for everybody to read. */
export function ReasonFields(props: ReasonFieldsProps) {
  const { said, onSay, troubles, onLeave, ticketPattern } = props;
  const asksForTicket = ticketPattern !== null;
  return (
    <div className={styles['reason']}>
      <LabelledField id={useId()} label="Reason" isRequired trouble={troubles.reason}>
        {(ids) => (
          <LineInput
            {...ids}
            data-field="reason"
            required
            maxLength={2000}
            placeholder="Why this change is made; it stands on the event for good"
            value={said.reason}
            onChange={(event) => onSay({ ...said, reason: event.currentTarget.value })}
            onBlur={() => onLeave('reason')}
          />
        )}
      </LabelledField>
      <LabelledField
        id={useId()}
        label="Ticket"
        isRequired={asksForTicket}
        trouble={troubles.ticket}
      >
        {(ids) => (
          <LineInput
            {...ids}
            data-field="ticket"
            required={asksForTicket}
            maxLength={200}
            placeholder={asksForTicket ? ticketExamples(ticketPattern).join(' or ') : 'INC-4412'}
            value={said.ticket}
            onChange={(event) => onSay({ ...said, ticket: event.currentTarget.value })}
            onBlur={() => onLeave('ticket')}
          />
        )}
      </LabelledField>
    </div>
  );
}
