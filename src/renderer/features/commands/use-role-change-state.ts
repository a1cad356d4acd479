import { useEffect, useState } from 'react';
import { contentVerdicts } from '../../../shared/domain/content-rules.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import type { CommandOrder } from './command-ids.ts';
import type { Said } from './reason-fields.tsx';
import type { RoleChangeFormProps } from './role-change-parts.ts';
import { type RehearsedChange, useChangeRehearsals } from './use-change-rehearsals.ts';
import type { CommandRuns } from './use-command-runs.ts';
import { type LiveRoleChanges, useRoleChanges } from './use-role-changes.ts';
import { type WhyOff, whyOff } from './why-off.ts';

type Parts = RoleChangeFormProps & {
  readonly runs: CommandRuns;
  readonly box: { readonly current: HTMLElement | null };
};

/** The sheet as it stands: what is picked, what that would do, and what stands against it. */
type RoleChangeState = {
  readonly live: LiveRoleChanges;
  readonly off: WhyOff | null;
  readonly rehearsed: readonly RehearsedChange[];
  /** What is wrong with reason and ticket, once it may be said. */
  readonly troubles: { readonly [Name in keyof Said]: string | null };
  /** Why it cannot be confirmed now, as a sentence; null where it can. */
  readonly blocked: string | null;
  readonly touch: (name: keyof Said) => void;
  /** Sends the changes; waits until each was rehearsed as it stands. */
  readonly confirm: () => void;
};

/** Holds the state of the sheet that changes roles. */
export function useRoleChangeState(parts: Parts): RoleChangeState {
  const { user, settings, basis, start, firstPick, runs, box } = parts;
  const { live: isLive } = usePlayhead();
  const status = usePlayheadStore((state) => state.status);
  const live = useRoleChanges(start, user.roles, firstPick);
  const off = whyOff({ live: isLive, settings, status, userStatus: user.status });
  const { changes, reason, ticket } = live;
  const asked = { userId: user.userId, changes };
  const { rehearsed, isSettled, fault } = useChangeRehearsals(
    asked,
    isLive ? basis.token : null,
    settings,
  );
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [isWanted, setWanted] = useState(false);
  const orders = changes.map(({ type, roleId }): CommandOrder => {
    const draft = { type, data: { userId: user.userId, roleId } };
    return { draft, actor: settings.operator, reason, ticket };
  });
  const wrong = whyOf({ reason, ticket }, settings);
  const broken = rehearsed.find(({ rehearsal }) => rehearsal?.refusal)?.rehearsal?.refusal ?? null;
  const own = wrong.actor ?? wrong.reason ?? wrong.ticket;
  const unasked = fault && `The rules cannot be checked now: ${fault.text}`;
  const missing = changes.length > 0 ? own : 'Nothing is picked yet.';
  const blocked = off?.title ?? broken?.text ?? missing ?? unasked;
  useEffect(() => {
    const isAsking = off === null && missing === null && fault === null && !isSettled;
    if (!isWanted || isAsking) return;
    setWanted(false);
    if (blocked !== null) {
      setTouched(['reason', 'ticket']);
      const field = wrong.reason === null ? (wrong.ticket === null ? null : 'ticket') : 'reason';
      box.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
      return;
    }
    runs.start(orders, basis.token, ({ draft }) => {
      if ('roleId' in draft.data && 'userId' in draft.data) {
        live.settle({ type: draft.type, roleId: draft.data.roleId } as Parameters<
          typeof live.settle
        >[0]);
      }
    });
  });
  const shown = (name: keyof Said) => (touched.includes(name) ? wrong[name] : null);
  return {
    ...{ live, off, rehearsed, blocked },
    troubles: { reason: shown('reason'), ticket: shown('ticket') },
    touch: (name) => setTouched((before) => [...before, name]),
    confirm: () => setWanted(true),
  };
}

/** Which rule of its own each part breaks, as a sentence; null where it breaks none. */
function whyOf({ reason, ticket }: Said, settings: RoleChangeFormProps['settings']) {
  const subject = { type: 'DeleteUser', data: { userId: '-' }, commandId: '' } as const;
  const said = { actor: settings.operator, reason, ticket: ticket.trim() || null };
  const found = contentVerdicts({ ...subject, ...said }, settings);
  const why = (field: string) => found.find((verdict) => verdict.field === field)?.why ?? null;
  return { actor: why('actor'), reason: why('reason'), ticket: why('ticket') };
}
