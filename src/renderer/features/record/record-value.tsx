import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RecordAnswer } from '../../../shared/contract/log.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { SwitchRow } from '../../ui/switch-row.tsx';
import { findInText } from './find-in-text.ts';
import { FoundText } from './found-text.tsx';
import { HexDump } from './hex-dump.tsx';
import { bytesOf } from './hex-lines.ts';
import { prettyJson } from './pretty-json.ts';
import styles from './record.module.css';
import { sizeWords } from './size-words.ts';
import { visibleText } from './visible-text.ts';

type Look = 'json' | 'text' | 'hex';

/** The value as it came: laid out where it is JSON, as text, as bytes; with a search in it. */
export function RecordValue({ value }: Pick<RecordAnswer, 'value'>) {
  if (!value) {
    return (
      <section className={styles['section']} aria-label="Value">
        <h3>Value</h3>
        <p className={styles['faint']}>None: a tombstone, a key without a value.</p>
      </section>
    );
  }
  return <Bytes value={value} />;
}

function Bytes({ value }: { readonly value: NonNullable<RecordAnswer['value']> }) {
  const { text } = value;
  const bytes = useMemo(() => bytesOf(value.base64), [value.base64]);
  const pretty = useMemo(() => (text === null ? null : prettyJson(text)), [text]);
  const looks: readonly Look[] = [
    ...(pretty === null ? [] : ['json' as const]),
    ...(text === null ? [] : ['text' as const]),
    'hex',
  ];
  const [chosen, setChosen] = useState<Look | null>(null);
  const look = chosen && looks.includes(chosen) ? chosen : (looks[0] ?? 'hex');
  return (
    <section className={styles['section']} aria-label="Value">
      <div className={styles['valueHead']}>
        <h3>
          Value <span className={styles['faint']}>{sizeWords(value.length, bytes.length)}</span>
        </h3>
        <SwitchRow
          label="How the value is shown"
          choices={looks.map((one) => ({ value: one, label: names[one] }))}
          value={look}
          onChange={setChosen}
        />
        <CopyButton size="small" text={look === 'hex' || text === null ? value.base64 : text}>
          {look === 'hex' ? 'Copy base64' : 'Copy'}
        </CopyButton>
      </div>
      {look === 'hex' ? (
        <HexDump bytes={bytes} />
      ) : (
        <TextValue text={visibleText((look === 'json' ? pretty : text) ?? '')} />
      )}
      {text === null && (
        <p className={styles['faint']}>These bytes are no UTF-8, so there is no text to show.</p>
      )}
    </section>
  );
}

const names: { readonly [Name in Look]: string } = { json: 'JSON', text: 'Text', hex: 'Hex' };

function TextValue({ text }: { readonly text: string }) {
  const [needle, setNeedle] = useState('');
  const [current, setCurrent] = useState(0);
  const found = useMemo(() => findInText(text, needle), [text, needle]);
  const at = found.length === 0 ? 0 : current % found.length;
  const step = (by: number) => setCurrent((at + by + found.length) % Math.max(1, found.length));
  return (
    <>
      <FoundText text={text} found={found} current={at} />
      <div className={styles['find']}>
        <TextInput
          size="xs"
          aria-label="Find in the value"
          placeholder="Find in the value"
          value={needle}
          onChange={(event) => {
            setNeedle(event.currentTarget.value);
            setCurrent(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape' && needle !== '') {
              event.stopPropagation();
              setNeedle('');
            }
          }}
        />
        {needle !== '' && (
          <>
            <span className={styles['faint']} aria-live="polite">
              {found.length === 0 ? 'not found' : `${at + 1} of ${found.length}`}
            </span>
            <Button size="small" disabled={found.length < 2} onClick={() => step(1)}>
              Next
            </Button>
          </>
        )}
      </div>
    </>
  );
}
