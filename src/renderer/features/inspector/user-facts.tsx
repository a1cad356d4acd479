import { useState } from 'react';
import type { Entry } from '../../../shared/contract/entries.ts';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { formatSpan } from '../../ui/format-span.ts';
import { type HeldRole, HeldRoles } from './held-roles.tsx';
import styles from './inspector.module.css';

type UserFactsProps = {
  readonly user: UserAnswer;
  readonly heldRoles: readonly HeldRole[];
  /** The latest entry up to the playhead: what it changed is outlined, where it stands under it. */
  readonly latest: Entry | null;
};

/** The user's fields at the playhead. */
export function UserFacts({ user, heldRoles, latest }: UserFactsProps) {
  const { last, live } = usePlayhead();
  const isHere = !live && latest?.partition === last?.partition && latest?.offset === last?.offset;
  const changed = isHere && latest ? latest.changed : {};
  const mark = (field: string) => (Object.hasOwn(changed, field) ? styles['marked'] : undefined);
  return (
    <dl className={styles['facts']}>
      {user.status === 'unknown' && (
        <p className={styles['note']}>
          Events name this user, but the log never said that it was created.
        </p>
      )}
      <Field name="Username">
        <bdi className={mark('username')}>{user.username ?? <None />}</bdi>
      </Field>
      <Field name="E-mail">
        <bdi className={mark('email')}>{user.email ?? <None />}</bdi>
      </Field>
      <Field name="Roles">
        <HeldRoles user={user} heldRoles={heldRoles} changed={changed} />
      </Field>
      <Field name="Sign-ins">
        <span className={mark('loginCount')}>
          <SignIns user={user} />
        </span>
      </Field>
      <Life user={user} />
      <Attributes attributes={user.attributes} isMarked={Object.hasOwn(changed, 'attributes')} />
    </dl>
  );
}

function SignIns({ user }: { readonly user: UserAnswer }) {
  if (user.lastLoginAt === null) return <>none</>;
  return (
    <>
      {formatCount(user.loginCount)}, last <TimeText time={user.lastLoginAt} style="short" />
      <Ago time={user.lastLoginAt} />
    </>
  );
}

function Life({ user }: { readonly user: UserAnswer }) {
  const { createdAt, deletedAt } = user;
  return (
    <>
      {createdAt !== null && (
        <Field name="Created">
          <TimeText time={createdAt} style="short" />
          <Ago time={createdAt} />
        </Field>
      )}
      {deletedAt !== null && (
        <Field name="Deleted">
          <TimeText time={deletedAt} style="short" />
          <Ago time={deletedAt} />
        </Field>
      )}
    </>
  );
}

type AttributesProps = {
  readonly attributes: UserAnswer['attributes'];
  readonly isMarked: boolean;
};

function Attributes({ attributes, isMarked }: AttributesProps) {
  const [isOpen, setOpen] = useState(false);
  const pairs = Object.entries(attributes ?? {});
  if (pairs.length === 0) return null;
  return (
    <Field name="Attributes">
      <button
        type="button"
        className={classNames(styles['oneLine'], isMarked && styles['marked'])}
        aria-expanded={isOpen}
        title={isOpen ? undefined : 'Show all of it'}
        onClick={() => setOpen(!isOpen)}
      >
        {pairs.map(([name, value], index) => (
          <span key={name}>
            {index > 0 && ' · '}
            <span className={styles['second']}>{name}</span>{' '}
            <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
          </span>
        ))}
      </button>
    </Field>
  );
}

function None() {
  return <span className={styles['none']}>not known</span>;
}

// The largest unit is enough beside the time itself.
function roughSpan(ms: number): string {
  return formatSpan(ms).split(' ').slice(0, 2).join(' ');
}

/** How long before the playhead that was; at head, before the newest record. */
function Ago({ time }: { readonly time: string }) {
  const { last } = usePlayhead();
  const headTau = usePlayheadStore((state) => state.headTau);
  const moment = last?.tau ?? headTau;
  const ms = moment === null ? 0 : moment - Date.parse(time);
  if (ms < 1000) return null;
  return <span className={styles['none']}> · {roughSpan(ms)} before</span>;
}
