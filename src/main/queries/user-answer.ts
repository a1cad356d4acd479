import type { UserAnswer } from '../../shared/contract/users.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { isoTime, isoTimeOrNull } from '../../shared/kit/iso-time.ts';
import type { Since } from '../store/read/holders-at-cut.ts';

/** A user as it travels. */
export function userAnswer(state: UserState): UserAnswer {
  const { lastLoginAt, createdAt, updatedAt, deletedAt, attributes, roles } = state;
  return {
    ...state,
    attributes: attributes === null ? null : { ...attributes },
    roles: [...roles],
    lastLoginAt: isoTimeOrNull(lastLoginAt),
    createdAt: isoTimeOrNull(createdAt),
    updatedAt: isoTimeOrNull(updatedAt),
    deletedAt: isoTimeOrNull(deletedAt),
  };
}

/** Since when, where and by whom, as it travels. */
export function sinceAnswer({ time, ...since }: Since) {
  return { ...since, time: isoTime(time) };
}
