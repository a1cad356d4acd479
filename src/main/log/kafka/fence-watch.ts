import type { Fence } from '../log-port.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes } from './protocol-error.ts';
import type { TopicWatch } from './topic-watch.ts';
import { transactionalIdOf } from './transactional-id.ts';
import { findCoordinatorCall } from './wire/find-coordinator-call.ts';

const maxAgeMs = 60_000;

/**
 * Keeps watch over whether this user may use the log's transactional id. Only a clear "no" of the
 * cluster counts as one: what is out of reach or slow never makes a writer go unfenced.
 */
export class FenceWatch {
  private readonly parts: { readonly link: Asker; readonly watch: TopicWatch };
  private found: { readonly mayFind: boolean; readonly at: number } | null = null;
  private refusedAt: number | null = null;

  constructor(parts: { readonly link: Asker; readonly watch: TopicWatch }) {
    this.parts = parts;
  }

  /** How a turn would be held now; at most a minute old. Rejects with `LogFaultError`. */
  async current(): Promise<Fence> {
    return this.refusedAt === null && (await this.mayFind()) ? 'fenced' : 'unfenced';
  }

  /** Whether a turn should try to take the id: a refusal is believed for a minute. */
  async mayTake(): Promise<boolean> {
    const refused = this.refusedAt !== null && Date.now() - this.refusedAt < maxAgeMs;
    return !refused && (await this.mayFind());
  }

  /** Notes what came of taking the id. */
  noteTaken(taken: boolean): void {
    this.refusedAt = taken ? null : Date.now();
  }

  /** Says that what is known led to a refusal: the next look asks again. */
  markStale(): void {
    this.found = null;
  }

  /** To describe an id is less than to write under it, and asking changes nothing in the cluster. */
  private async mayFind(): Promise<boolean> {
    if (this.found && Date.now() - this.found.at < maxAgeMs) return this.found.mayFind;
    const { link, watch } = this.parts;
    const id = transactionalIdOf((await watch.current()).identity);
    const { error } = await link.ask('any', () => findCoordinatorCall(id));
    const mayFind = error !== errorCodes.transactionalIdAuthorizationFailed;
    this.found = { mayFind, at: Date.now() };
    return mayFind;
  }
}
