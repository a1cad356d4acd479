import { useEffect, useRef, useState } from 'react';
import { usePlayheadStore } from '../state/playhead-store.ts';
import { Space } from '../ui/view-frame.tsx';

/** The end of a view's foot: how long the last answer took, and what it cost the log. */
export function AnswerFoot({ isFetching }: { readonly isFetching: boolean }) {
  const isKafka = usePlayheadStore((state) => state.status?.log.kind === 'kafka');
  const started = useRef<number | null>(null);
  const [tookMs, setTookMs] = useState<number | null>(null);
  useEffect(() => {
    if (isFetching) {
      started.current = performance.now();
    } else if (started.current !== null) {
      setTookMs(performance.now() - started.current);
      started.current = null;
    }
  }, [isFetching]);
  return (
    <>
      <Space />
      {tookMs !== null && <span>answered in {Math.max(1, Math.round(tookMs))} ms</span>}
      {isKafka && <span>0 bytes read from Kafka</span>}
    </>
  );
}
