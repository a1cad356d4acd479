import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { parseLogAddress } from '../../../shared/log/log-address.ts';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { Button } from '../../ui/button.tsx';
import { ChipButton } from '../../ui/chip.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { Said } from './said.tsx';
import { topicsOf } from './topics-of.ts';
import { useOpenLog } from './use-open-log.ts';
import styles from './workspace.module.css';

/** Connects to a topic: brokers and topic, a test that leaves no trace, then the real thing. */
export function KafkaForm() {
  const [brokers, setBrokers] = useState('127.0.0.1:9092');
  const [topic, setTopic] = useState('');
  const address = `kafka://${brokers.replace(/\s/g, '')}/${topic.trim()}`;
  const parsed = parseLogAddress(address);
  const wrong = topic === '' || parsed.ok ? null : parsed.error;
  const test = useMutation(orders.workspace.testKafka.mutationOptions());
  const { open, isOpening, fault } = useOpenLog();
  const connect = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.ok) open(address);
  };
  const change = (set: (text: string) => void) => (text: string) => {
    set(text);
    test.reset();
  };
  const isOff = !parsed.ok || isOpening;
  return (
    <form className={styles['choices']} onSubmit={connect}>
      <TextField
        label="Brokers"
        hint="host:port, several with commas"
        value={brokers}
        onType={change(setBrokers)}
      />
      <TextField
        label="Topic"
        hint="Its user and role events are read; nothing is written, no group is joined."
        value={topic}
        onType={change(setTopic)}
      />
      <TopicsThere
        topics={test.error ? topicsOf(faultOf(test.error)) : []}
        onPick={change(setTopic)}
      />
      <div className={styles['end']}>
        <KafkaSaid {...{ wrong: wrong ?? fault?.text ?? null, test, isOpening }} />
        <Button
          disabled={isOff || test.isPending}
          onClick={() => test.mutate({ brokers: brokers.replace(/\s/g, ''), topic: topic.trim() })}
        >
          Test connection
        </Button>
        <Button type="submit" look="primary" disabled={isOff}>
          Connect
        </Button>
      </div>
    </form>
  );
}

type TextFieldProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onType: (text: string) => void;
};

function TextField({ label, hint, value, onType }: TextFieldProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      value={value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

const mostTopics = 12;

type TopicsThereProps = {
  readonly topics: readonly string[];
  readonly onPick: (topic: string) => void;
};

/** Where the topic was not found: those there are, to be pressed. */
function TopicsThere({ topics, onPick }: TopicsThereProps) {
  if (topics.length === 0) return null;
  const more = topics.length - mostTopics;
  return (
    <div className={styles['topics']}>
      <span className={styles['note']}>Topics there:</span>
      {topics.slice(0, mostTopics).map((topic) => (
        <ChipButton key={topic} onClick={() => onPick(topic)}>
          {topic}
        </ChipButton>
      ))}
      {more > 0 && <span className={styles['note']}>and {formatCount(more)} more</span>}
    </div>
  );
}

type Tested = { clusterId: string; partitions: number; records: number; tookMs: number };

type KafkaSaidProps = {
  readonly wrong: string | null;
  readonly isOpening: boolean;
  readonly test: {
    readonly data: Tested | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
};

function KafkaSaid({ wrong, isOpening, test }: KafkaSaidProps) {
  if (wrong !== null) return <Said look="wrong">{wrong}</Said>;
  if (isOpening) return <Said>Connecting…</Said>;
  if (test.isPending) return <Said>Testing…</Said>;
  if (test.error) return <Said look="wrong">{faultOf(test.error).text}</Said>;
  if (!test.data) return <Said />;
  const { partitions, records, tookMs } = test.data;
  return (
    <Said look="good">
      Works: {countOf(partitions, 'partition')}, {countOf(records, 'offset')}, answered in{' '}
      {formatCount(tookMs)} ms.
    </Said>
  );
}
