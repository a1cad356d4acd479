import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import type { EventType } from '../../src/shared/domain/events.ts';
import { partitionOfKey } from '../../src/shared/log/murmur2.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { eventTemplates } from './synthetic-templates.ts';

/** How many records, in how many partitions, and the seed of the numbers that look random. */
export type SyntheticOptions = {
  readonly events: number;
  readonly partitions: number;
  readonly seed: number;
};

const start = Date.UTC(2024, 0, 1);
const span = 730 * 86_400_000;
const roleCount = 64;

/**
 * A well-formed log for benches and force tests, made as it is read: 60 % sign-ins, 17 % updates,
 * 19 % assignments and withdrawals, the rest creations, deletions and roles; about events/40 users
 * by Zipf's law; values of 270 bytes. In scrub order; offsets from 0; equal arguments give equal
 * bytes.
 */
export function* syntheticLog({
  events,
  partitions,
  seed,
}: SyntheticOptions): Generator<LogRecord> {
  const random = new SeededRandom(seed);
  const story = new SyntheticStory(Math.max(4, Math.ceil(events / 40)), random);
  const subjects = new Map<string, { key: Uint8Array; partition: number }>();
  const next = new Array<number>(partitions).fill(0);
  const step = (2 * span) / events;
  let clock = start;
  for (let index = 0; index < events; index++) {
    clock += random.next() * step;
    const timestamp = Math.floor(clock);
    const { type, user, role } = story.next();
    const id = type.startsWith('Role') && !user ? role : user;
    let subject = subjects.get(id);
    if (!subject) {
      const key = Buffer.from(id);
      subject = { key, partition: partitionOfKey(key, partitions) };
      subjects.set(id, subject);
    }
    const { key, partition } = subject;
    const at = next[partition] ?? 0;
    next[partition] = at + 1;
    const template = eventTemplates.get(type);
    if (!template) throw new Error(`There is no template of ${type}.`);
    const eventId = index.toString(16).padStart(12, '0');
    const number = (index % 1e8).toString().padStart(8, '0');
    yield {
      partition,
      offset: offset(at),
      timestamp,
      timestampType: 'create',
      key,
      value: template.value.fill({ user, role, number }),
      headers: template.headers.fill({
        user,
        role,
        eventId,
        time: new Date(timestamp - 5).toISOString(),
      }),
    };
  }
}

type Step = { readonly type: EventType; readonly user: string; readonly role: string };

/** Chooses what happens next so that every event fits the state before it. */
class SyntheticStory {
  readonly #random: SeededRandom;
  readonly #userIds: readonly string[];
  readonly #roleIds = Array.from({ length: roleCount }, (_, role) => id('r', role));
  readonly #isActive: Uint8Array;
  readonly #holds: Uint8Array;
  #rolesMade = 0;

  constructor(users: number, random: SeededRandom) {
    this.#random = random;
    this.#userIds = Array.from({ length: users }, (_, user) => id('u', user));
    this.#isActive = new Uint8Array(users);
    this.#holds = new Uint8Array(users * roleCount);
  }

  next(): Step {
    const fate = this.#random.next();
    if (this.#rolesMade < 8 || (this.#rolesMade < roleCount && fate > 0.99)) {
      return roleStep('RoleCreatedEvent', this.#roleIds[this.#rolesMade++]);
    }
    if (fate > 0.998)
      return roleStep('RoleUpdatedEvent', this.#roleIds[this.#zipf(this.#rolesMade)]);
    const user = this.#zipf(this.#userIds.length);
    return { user: this.#userIds[user] as string, ...this.#userStep(user, fate) };
  }

  #userStep(user: number, fate: number): Omit<Step, 'user'> {
    if (!this.#isActive[user]) {
      this.#isActive[user] = 1;
      return { type: 'UserCreatedEvent', role: '' };
    }
    if (fate < 0.62) return { type: 'UserLoggedInEvent', role: '' };
    if (fate < 0.796) return { type: 'UserUpdatedEvent', role: '' };
    if (fate < 0.99) return this.#changeRole(user);
    this.#isActive[user] = 0;
    this.#holds.fill(0, user * roleCount, (user + 1) * roleCount);
    return { type: 'UserDeletedEvent', role: '' };
  }

  #changeRole(user: number): Omit<Step, 'user'> {
    const role = this.#zipf(this.#rolesMade);
    const at = user * roleCount + role;
    const isHeld = this.#holds[at] === 1;
    this.#holds[at] = isHeld ? 0 : 1;
    const type = isHeld ? 'RoleUnassignedFromUserEvent' : 'RoleAssignedToUserEvent';
    return { type, role: this.#roleIds[role] as string };
  }

  // Rank r comes with a probability near 1 / r.
  #zipf(count: number): number {
    return Math.min(count - 1, Math.floor((count + 1) ** this.#random.next()) - 1);
  }
}

function roleStep(type: EventType, role: string | undefined): Step {
  return { type, user: '', role: role as string };
}

function id(kind: 'u' | 'r', number: number): string {
  return `${kind}${number.toString().padStart(7, '0')}`;
}
