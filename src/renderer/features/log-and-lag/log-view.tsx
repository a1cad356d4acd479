import type { ReactNode } from 'react';
import type { StatusAnswer } from '../../../shared/contract/log.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dot } from '../../ui/dot.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { AccountTable } from './account-table.tsx';
import styles from './log.module.css';
import { OthersTold } from './others-told.tsx';
import { partitionRows, totalLag } from './partition-rows.ts';
import { PartitionTable } from './partition-table.tsx';
import { readingState } from './reading-state.ts';

/** The log itself: which one it is, how far it was read, and what became of every offset. */
export function LogView() {
  const status = usePlayheadStore((state) => state.status);
  if (!status) {
    return (
      <ViewFrame title="Log and lag">
        <Empty title="Waiting for the log" text="It has not said anything of itself yet." />
      </ViewFrame>
    );
  }
  const rows = partitionRows(status.partitions);
  return (
    <ViewFrame
      title="Log and lag"
      foot={
        <>
          <span>{countOf(rows.length, 'partition')}</span>
          <span>lag {formatCount(totalLag(rows))}</span>
          <span>offsets as of now, whatever the playhead shows</span>
        </>
      }
    >
      <div className={styles['columns']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
        <section className={styles['side']} tabIndex={0} aria-label="Reading and account">
          <Reading status={status} />
          <Identity status={status} />
          <AccountTable status={status} />
          {status.log.kind === 'kafka' && <OthersTold />}
        </section>
        <PartitionTable rows={rows} />
      </div>
    </ViewFrame>
  );
}

function Reading({ status }: { readonly status: StatusAnswer }) {
  const { look, title, text, todo } = readingState(status);
  return (
    <section className={styles['reading']} data-look={look} role="status">
      <h2 className={styles['state']}>
        <Dot colour={look === 'warm' ? 'past' : look} />
        {title}
        {look === 'warm' && <ProgressBar percent={status.percent} label="Read so far" />}
      </h2>
      <p>{text}</p>
      {todo !== null && <p className={styles['todo']}>{todo}</p>}
      {status.heldBack > 0 && (
        <p className={styles['todo']}>
          Held back by an open transaction: {countOf(status.heldBack, 'offset')}. They show when
          their producer commits, or are left out when it aborts.
        </p>
      )}
    </section>
  );
}

function Identity({ status }: { readonly status: StatusAnswer }) {
  const head = usePlayheadStore((state) => state.head);
  const { title, address } = status.log;
  return (
    <section>
      <h2 className={styles['section']}>Which log this is</h2>
      <dl className={styles['facts']}>
        <Fact name="Name">{title}</Fact>
        <Fact name="Address" mono>
          {address}
        </Fact>
        <Fact name="Identity" mono copy={status.identity}>
          {status.identity}
        </Fact>
        <Fact name="Token at head" mono clipped copy={head?.token}>
          {head?.token ?? 'not known yet'}
        </Fact>
      </dl>
    </section>
  );
}

type FactProps = {
  readonly name: string;
  readonly children: ReactNode;
  readonly mono?: boolean;
  /** One line, however long it is. */
  readonly clipped?: boolean;
  readonly copy?: string | undefined;
};

function Fact({ name, children, mono, clipped, copy }: FactProps) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd data-mono={mono} data-clipped={clipped}>
        {children}
      </dd>
      {copy !== undefined && (
        <dd className={styles['copy']}>
          <CopyButton text={copy} size="small" look="quiet">
            Copy
          </CopyButton>
        </dd>
      )}
    </div>
  );
}
