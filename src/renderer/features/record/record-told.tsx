import { useMutation } from '@tanstack/react-query';
import type { RecordAnswer } from '../../../shared/contract/log.ts';
import type { ToldOf } from '../../../shared/contract/notices.ts';
import { nobodyTells, noticeWords } from '../../domain-ui/notice-words.ts';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './record.module.css';
import { visibleText } from './visible-text.ts';

/** Which other services were told of the event; looked up in the cluster when somebody asks. */
export function RecordTold({ record }: { readonly record: RecordAnswer }) {
  const { partition, offset } = record;
  const isKafka = usePlayheadStore((state) => state.status?.log.kind === 'kafka');
  const look = useMutation(orders.notices.ofRecord.mutationOptions());
  if (!isKafka || (record.class !== 'event' && record.class !== 'duplicate')) return null;
  return (
    <section className={styles['section']} aria-label="Other services">
      <h3>Other services</h3>
      <div className={styles['card']} aria-busy={look.isPending} aria-live="polite">
        {look.data && <Told subscriptions={look.data.subscriptions} />}
        {look.error && <p className={styles['noLook']}>{faultOf(look.error).text}</p>}
        <div className={styles['effect']}>
          <Button
            size="small"
            disabled={look.isPending}
            onClick={() => look.mutate({ partition, offset })}
          >
            {look.isPending ? 'Looking…' : look.data ? 'Look again' : 'Who was told of it?'}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Told({ subscriptions }: { readonly subscriptions: readonly ToldOf[] }) {
  if (subscriptions.length === 0) return <p>{nobodyTells}</p>;
  return (
    <ul className={styles['told']}>
      {subscriptions.map((one) => (
        <li key={one.subscription}>
          <bdi className={styles['mono']}>{visibleText(one.subscription)}</bdi>
          <News of={one} />
        </li>
      ))}
    </ul>
  );
}

function News({ of: { news, isPassed } }: { readonly of: ToldOf }) {
  if (!news) {
    const why = isPassed ? 'not told: not asked for, or before it began' : 'not looked at yet';
    return <span className={styles['faint']}>{why}</span>;
  }
  const { word, look, sentence } = noticeWords(news.state);
  return (
    <>
      <Tag look={look} title={sentence}>
        {word}
      </Tag>
      <span className={styles['faint']}>
        <TimeText time={news.at} style="exact" />
      </span>
      {news.text !== null && <bdi className={styles['toldWhy']}>{visibleText(news.text)}</bdi>}
    </>
  );
}
