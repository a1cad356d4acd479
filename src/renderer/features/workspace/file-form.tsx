import { Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { host } from '../../rpc/clients.ts';
import type { ShownFault } from '../../rpc/fault-of.ts';
import { Button } from '../../ui/button.tsx';
import { Said } from './said.tsx';
import { topicsOf } from './topics-of.ts';
import { useOpenLog } from './use-open-log.ts';
import styles from './workspace.module.css';

/** Opens a file of records, one JSON object a line; where it holds several topics, asks which. */
export function FileForm() {
  const [path, setPath] = useState('');
  const [topic, setTopic] = useState<string | null>(null);
  const { data } = useQuery(host.host.describe.queryOptions({ input: {} }));
  const picking = useMutation(
    host.host.pickFile.mutationOptions({
      onSuccess: ({ path: picked }) => {
        if (picked !== null) setPath(picked);
      },
    }),
  );
  const { open, isOpening, fault } = useOpenLog();
  const topics = fault?.code === 'choose_topic' ? topicsOf(fault) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open(`file:${path.trim()}${topics.length > 0 && topic !== null ? `#${topic}` : ''}`);
  };
  const mustChoose = topics.length > 0 && topic === null;
  return (
    <form className={styles['choices']} onSubmit={submit}>
      <div className={styles['row']}>
        <TextInput
          className={styles['grow']}
          label="Path of the file"
          description="Lines of JSON as kcat -J writes them. The path is one of the machine Playhead runs on."
          value={path}
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        {data?.canPickFile && (
          <Button onClick={() => picking.mutate({})} disabled={picking.isPending}>
            Browse…
          </Button>
        )}
      </div>
      {topics.length > 0 && (
        <Select
          label="The file holds several topics: which one?"
          data={topics}
          value={topic}
          onChange={setTopic}
        />
      )}
      <div className={styles['end']}>
        <FileSaid isOpening={isOpening} fault={topics.length > 0 ? null : fault} />
        <Button
          type="submit"
          look="primary"
          disabled={path.trim() === '' || mustChoose || isOpening}
        >
          Open the file
        </Button>
      </div>
    </form>
  );
}

function FileSaid({ isOpening, fault }: { isOpening: boolean; fault: ShownFault | null }) {
  if (isOpening) return <Said>Reading the file…</Said>;
  return fault ? <Said look="wrong">{fault.text}</Said> : <Said />;
}
