import { setTimeout as sleep } from 'node:timers/promises';
import { type LogFault, LogFaultError, type LogIdentity } from '../log-port.ts';
import { askMetadata } from './ask-metadata.ts';
import type { Asker } from './kafka-link.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import type { ClusterMetadata, PartitionLeader } from './wire/metadata-call.ts';

/** The topic as the cluster described it last. */
export type TopicView = {
  readonly identity: LogIdentity;
  readonly leaders: ReadonlyMap<number, PartitionLeader>;
  /** False where the cluster says that this user may not write. */
  readonly mayWrite: boolean;
};

const maxAgeMs = 60_000;
// A topic that was just made or just lost its leader may be unknown to some broker for a moment.
const unknownPausesMs = [200, 600, 1_500];

/**
 * Keeps watch over a topic: who leads its partitions, and that it is still the same topic. Once it
 * was seen to be another one, every later look says so (`log_replaced`).
 */
export class TopicWatch {
  private readonly link: Asker;
  private readonly topic: string;
  private view: TopicView | null = null;
  private seenAt = 0;
  private stale = true;
  private pending: Promise<TopicView> | null = null;
  private replaced: LogFault | null = null;

  constructor(link: Asker, topic: string) {
    this.link = link;
    this.topic = topic;
  }

  /** What is known, at most a minute old. */
  async current(): Promise<TopicView> {
    const fresh = !this.stale && Date.now() - this.seenAt < maxAgeMs;
    return fresh && this.view ? this.view : this.refresh();
  }

  /** Asks the cluster now; callers at the same time share one question. */
  refresh(): Promise<TopicView> {
    this.pending ??= this.look().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  /** Says that what is known led to a refusal: the next look asks again. */
  markStale(): void {
    this.stale = true;
  }

  private async look(): Promise<TopicView> {
    if (this.replaced) throw new LogFaultError(this.replaced);
    const view = viewOf(await this.ask(), this.topic);
    if (this.view) this.replaced = whyReplaced(this.view, view);
    if (this.replaced) throw new LogFaultError(this.replaced);
    this.view = view;
    this.seenAt = Date.now();
    this.stale = false;
    return view;
  }

  private async ask(): Promise<ClusterMetadata> {
    for (const pause of [...unknownPausesMs, null]) {
      const metadata = await askMetadata(this.link, this.topic);
      const described = metadata.topics[0];
      const error = described?.error ?? errorCodes.unknownTopicOrPartition;
      if (error === errorCodes.none) return metadata;
      const electing = error === errorCodes.leaderNotAvailable;
      if (electing && described?.partitions.length) return metadata;
      if (pause === null || (!electing && error !== errorCodes.unknownTopicOrPartition)) {
        throw new LogFaultError(faultOf(error, 'describe the topic'));
      }
      await sleep(pause);
    }
    throw new Error('unreachable: the last round returns or throws');
  }
}

function viewOf(metadata: ClusterMetadata, topic: string): TopicView {
  const described = metadata.topics[0];
  const cluster = metadata.clusterId ?? '';
  const topicId = described?.id ?? null;
  const text = ['kafka', cluster, topicId ?? topic].map(encodeURIComponent).join(':');
  const partitions = [...(described?.partitions ?? [])].sort((a, b) => a.partition - b.partition);
  return {
    identity: { text, cluster, topic, topicId },
    leaders: new Map(partitions.map((leader) => [leader.partition, leader])),
    mayWrite: described?.mayWrite !== false,
  };
}

function whyReplaced(before: TopicView, now: TopicView): LogFault | null {
  if (now.identity.text !== before.identity.text) {
    const text = `This is not the log that was read: it was ${before.identity.text}, now ${now.identity.text} stands under its name.`;
    return { code: 'log_replaced', text, fatal: true };
  }
  if (now.leaders.size < before.leaders.size) {
    const text = `The topic had ${before.leaders.size} partitions and now has ${now.leaders.size}: it is not the log that was read.`;
    return { code: 'log_replaced', text, fatal: true };
  }
  return null;
}
