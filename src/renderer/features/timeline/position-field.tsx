import { Popover } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { formatPlace, type PositionFault, parsePosition } from '../../../shared/log/position.ts';
import { questionsClient } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { type Resolved, usePlayheadStore } from '../../state/playhead-store.ts';
import { useFormat } from '../../state/use-format.ts';
import { useKeys } from '../../state/use-keys.ts';
import { goTo, useWhere } from '../../state/window-store.ts';
import { isoTime, type TimeZone } from '../../ui/format-time.ts';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './timeline.module.css';
import { pause, reveal } from './timeline-store.ts';
import { playheadTimeNow } from './use-playhead-time.ts';

const complaints: { readonly [Code in PositionFault]: string } = {
  bad_position:
    'That is no position. Write "head", a time such as 2026-03-12T02:13:40Z, a record such as p3:1202, or paste a cut token.',
  no_zone:
    'A time without a zone means another moment to everyone. Add "Z" for UTC, or an offset such as "+02:00".',
  bad_token: 'This cut token is damaged: copy it again, whole.',
};

/** Where the playhead stands, as text that can be overwritten with any position. */
export function PositionField() {
  const shown = useShownPosition();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  useKeys({ 'Ctrl+g': () => field.current?.focus() });
  const leave = () => {
    setDraft(null);
    setComplaint(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = await tryGoing((draft ?? shown).trim());
    if (wrong !== null) return setComplaint(wrong);
    leave();
    field.current?.blur();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    leave();
    field.current?.blur();
  };
  return (
    <Popover opened={complaint !== null} position="top-start" withRoles={false} trapFocus={false}>
      <Popover.Target>
        <form className={styles['position']} onSubmit={(event) => void submit(event)}>
          <input
            ref={field}
            className={styles['positionField']}
            aria-label="Position"
            aria-invalid={complaint !== null}
            aria-describedby={complaint === null ? undefined : 'position-fault'}
            spellCheck={false}
            autoComplete="off"
            value={draft ?? shown}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setDraft(event.currentTarget.value);
              setComplaint(null);
            }}
            onBlur={leave}
            onKeyDown={press}
          />
          <span className={styles['positionHint']}>
            <Kbd>Ctrl G</Kbd>
          </span>
        </form>
      </Popover.Target>
      <Popover.Dropdown>
        <p id="position-fault" role="alert" className={styles['positionFault']}>
          {complaint}
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

// The playhead moves only where the log can show the position; else the sentence that says why not.
async function tryGoing(text: string): Promise<string | null> {
  const said = parsePosition(text);
  if (!said.ok) return complaints[said.error];
  try {
    await questionsClient.log.cut({ at: text });
  } catch (error) {
    return faultOf(error).text;
  }
  pause();
  goTo(said.value.kind === 'head' ? 'head' : text);
  const time = playheadTimeNow();
  if (time !== null) reveal(time);
  return null;
}

function useShownPosition(): string {
  const at = useWhere((state) => state.at);
  const resolved = usePlayheadStore((state) => state.resolved);
  const { zone } = useFormat();
  return shownPosition(at, resolved, zone);
}

function shownPosition(at: string, resolved: Resolved | null, zone: TimeZone): string {
  const said = parsePosition(at);
  if (!said.ok) return at;
  if (said.value.kind === 'time') return isoTime(said.value.time, zone);
  // A token says nothing to a person: the record it ends with does.
  if (said.value.kind === 'token' && resolved?.last) {
    return formatPlace(resolved.last.partition, resolved.last.offset);
  }
  return at;
}
