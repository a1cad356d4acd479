import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { openStates } from '../../../shared/contract/notice-states.ts';
import type { TellingStanding } from '../../../shared/contract/notices.ts';
import { nobodyTells, noticeWords } from '../../domain-ui/notice-words.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { Button } from '../../ui/button.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { Tag } from '../../ui/tag.tsx';
import styles from './log.module.css';

/** So many are shown before somebody asks for all. */
const fewNotices = 4;

/** How far other services were told of this log; looked up in the cluster when somebody asks. */
export function OthersTold() {
  const look = useMutation(orders.notices.status.mutationOptions());
  return (
    <section aria-label="Other services" aria-busy={look.isPending} aria-live="polite">
      <h2 className={styles['section']}>Other services</h2>
      {!look.data && !look.error && (
        <p className={styles['note']}>
          Which services were told of events, and which notices a person may want to see to.
        </p>
      )}
      {look.data && <Standings subscriptions={look.data.subscriptions} />}
      {look.error && <p className={styles['noLook']}>{faultOf(look.error).text}</p>}
      <div className={styles['look']}>
        <Button size="small" disabled={look.isPending} onClick={() => look.mutate({})}>
          {look.isPending ? 'Looking…' : look.data ? 'Look again' : 'Look at them'}
        </Button>
      </div>
    </section>
  );
}

function Standings({ subscriptions }: { readonly subscriptions: readonly TellingStanding[] }) {
  if (subscriptions.length === 0) return <p>{nobodyTells}</p>;
  return (
    <ul className={styles['standings']}>
      {subscriptions.map((one) => (
        <li key={one.subscription}>
          <Standing of={one} />
        </li>
      ))}
    </ul>
  );
}

function Standing({ of: { subscription, told, behind, openCounts, open } }: StandingProps) {
  const [isWhole, setWhole] = useState(false);
  const all = openStates.reduce((sum, state) => sum + openCounts[state], 0);
  const shown = isWhole ? open : open.slice(0, fewNotices);
  return (
    <>
      <div className={styles['standing']}>
        <bdi className={styles['mono']}>{subscription}</bdi>
        <span>{formatCount(told)} told</span>
        {openStates.map((state) => (
          <Count key={state} state={state} count={openCounts[state]} />
        ))}
        <span className={styles['lag']} data-behind={behind > 0}>
          {behind > 0 ? `${countOf(behind, 'record')} not looked at yet` : 'at the end of the log'}
        </span>
      </div>
      {shown.length > 0 && (
        <ul className={styles['open']}>
          {shown.map((notice) => (
            <li key={`${notice.place?.partition} ${notice.place?.offset} ${notice.at}`}>
              <OpenNotice notice={notice} />
            </li>
          ))}
        </ul>
      )}
      {open.length > shown.length && (
        <Button size="small" look="quiet" onClick={() => setWhole(true)}>
          Show {formatCount(open.length - shown.length)} more
        </Button>
      )}
      {isWhole && all > open.length && (
        <p className={styles['note']}>and {formatCount(all - open.length)} newer ones</p>
      )}
    </>
  );
}

type StandingProps = { readonly of: TellingStanding };
type CountProps = { readonly state: (typeof openStates)[number]; readonly count: number };

function Count({ state, count }: CountProps) {
  const { word, look, sentence } = noticeWords(state);
  if (count === 0) return null;
  return (
    <Tag look={look} title={sentence}>
      {formatCount(count)} {word}
    </Tag>
  );
}

function OpenNotice({ notice }: { readonly notice: TellingStanding['open'][number] }) {
  const { word, sentence } = noticeWords(notice.state);
  return (
    <>
      <span title={sentence}>{word}</span>
      {notice.place && <PlaceLink {...notice.place} />}
      <TimeText time={notice.at} style="exact" />
      {notice.text !== null && <bdi className={styles['why']}>{notice.text}</bdi>}
    </>
  );
}
