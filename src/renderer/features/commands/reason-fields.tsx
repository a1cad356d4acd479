import { TextInput } from '@mantine/core';
import type { Ref } from 'react';
import styles from './sheet.module.css';

/** What a person says about a change. */
export type Said = { readonly reason: string; readonly ticket: string };

type ReasonFieldsProps = {
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  readonly isReasonMissing: boolean;
  readonly reasonRef: Ref<HTMLInputElement>;
};

/** Why, and for which ticket. Both end up on the event, for everybody to read. */
export function ReasonFields({ said, onSay, isReasonMissing, reasonRef }: ReasonFieldsProps) {
  return (
    <div className={styles['reason']}>
      <TextInput
        size="sm"
        ref={reasonRef}
        label="Reason"
        withAsterisk
        required
        maxLength={2000}
        placeholder="Why this change is made; it stands on the event for good"
        value={said.reason}
        error={isReasonMissing && 'Every change needs a reason.'}
        onChange={(event) => onSay({ ...said, reason: event.currentTarget.value })}
      />
      <TextInput
        size="sm"
        label="Ticket"
        maxLength={200}
        placeholder="INC-4412"
        value={said.ticket}
        onChange={(event) => onSay({ ...said, ticket: event.currentTarget.value })}
      />
    </div>
  );
}
