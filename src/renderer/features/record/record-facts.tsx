import type { RecordAnswer } from '../../../shared/contract/log.ts';
import { anomalySentence, flagSentence } from '../../domain-ui/outcome-sentence.ts';
import { useFormat } from '../../state/use-format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatSpan } from '../../ui/format-span.ts';
import { classSentence } from './class-sentence.ts';
import styles from './record.module.css';
import { visibleText } from './visible-text.ts';

/** Times, key, class and flags of a record, and who says what its event is. */
export function RecordFacts({ record }: { readonly record: RecordAnswer }) {
  const { entry } = record;
  const by = record.timestampType === 'append' ? 'by broker' : 'by producer';
  return (
    <dl className={styles['facts']}>
      <Field name="Class">{classSentence(record.class)}</Field>
      <Field name="Record time">
        <Moment time={record.recordTime} note={by} />
      </Field>
      <EventTime record={record} />
      {record.tau !== record.timestamp && (
        <Field name="Stands at">
          <Moment time={record.tau} note="on the timeline" />
        </Field>
      )}
      <Field name="Key">
        <Key record={record} />
      </Field>
      {entry?.type && (
        <Field name="Event">
          <span className={styles['mono']}>{entry.type}</span>
        </Field>
      )}
      {entry?.eventId && (
        <Field name="Event id">
          <bdi className={styles['mono']}>{visibleText(entry.eventId)}</bdi>
        </Field>
      )}
      <Authorship record={record} />
      <Remarks record={record} />
    </dl>
  );
}

function Moment({ time, note }: { readonly time: string | number; readonly note: string }) {
  const format = useFormat();
  return (
    <span title={format.time(time, 'full')}>
      <span className={styles['mono']}>{format.time(time, 'exact')}</span>{' '}
      <span className={styles['faint']}>
        {format.zone === 'utc' ? 'UTC' : 'local'}, {note}
      </span>
    </span>
  );
}

function EventTime({ record: { entry, timestamp } }: { readonly record: RecordAnswer }) {
  if (!entry) return null;
  const difference = Date.parse(entry.time) - timestamp;
  if (difference === 0) return null;
  return (
    <Field name="Event time">
      <Moment
        time={entry.time}
        note={`${formatSpan(difference)} ${difference < 0 ? 'earlier' : 'later'}`}
      />
    </Field>
  );
}

function Key({ record: { key } }: { readonly record: RecordAnswer }) {
  if (!key) return <span className={styles['faint']}>none</span>;
  return (
    <span className={styles['withButton']}>
      <bdi className={styles['mono']}>
        {key.text === null ? `(not text) ${key.base64}` : visibleText(key.text) || '(empty)'}
      </bdi>
      <CopyButton size="small" look="quiet" text={key.text ?? key.base64}>
        Copy
      </CopyButton>
    </span>
  );
}

function Authorship({ record: { entry } }: { readonly record: RecordAnswer }) {
  if (!entry) return null;
  return (
    <>
      {entry.actor !== null && (
        <Field name="By">
          <bdi>{visibleText(entry.actor)}</bdi>
        </Field>
      )}
      {entry.reason && (
        <Field name="Reason">
          <bdi>{visibleText(entry.reason)}</bdi>
        </Field>
      )}
      {entry.ticket && (
        <Field name="Ticket">
          <bdi>{visibleText(entry.ticket)}</bdi>
        </Field>
      )}
    </>
  );
}

function Remarks({ record: { flags, entry } }: { readonly record: RecordAnswer }) {
  const said = new Set([
    ...(entry?.anomalies ?? []).map(anomalySentence),
    ...[...flags, ...(entry?.flags ?? [])].map(flagSentence),
  ]);
  if (said.size === 0) return null;
  return (
    <Field name="Remarkable">
      {[...said].map((sentence) => (
        <div key={sentence} className={styles['remark']}>
          {sentence}
        </div>
      ))}
    </Field>
  );
}
