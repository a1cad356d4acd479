import { LogFaultError } from '../log-port.ts';
import { type Cluster, openCluster, sendCall } from './connect-cluster.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';
import type { InnerBroker, InnerCluster } from './kafkajs-internals.ts';
import type { ApiCall } from './wire/api-call.ts';

/** What a link needs: `topic` is the one whose brokers are learned, null for none. */
export type LinkOptions = {
  readonly connection: KafkaConnection;
  readonly topic: string | null;
  readonly onNote: (note: KafkaNote) => void;
};

/** Who is asked: a broker by its number, any broker, or the coordinator of a transactional id. */
export type Addressee = number | 'any' | { readonly transactionalId: string };

/** Who carries questions to brokers; rejects with `LogFaultError`. */
export type Asker = {
  ask<Answer>(
    whom: Addressee,
    makeCall: (maxVersion: (apiKey: number) => number) => ApiCall<Answer>,
  ): Promise<Answer>;
};

const transactionCoordinator = 1;
const failuresBeforeReset = 2;
// Long enough for one turn at writing, short enough for a coordinator that moved.
const coordinatorAgeMs = 1_000;

/**
 * A set of connections that mends itself: after two failures in a row everything is closed and the
 * next request connects anew. Requests on one connection are answered in order, so what waits
 * (fetches) and what must not (questions, commands) take two links.
 */
export class KafkaLink implements Asker {
  private readonly options: LinkOptions;
  private cluster: Cluster | null = null;
  private connected: Promise<void> | null = null;
  private failures = 0;
  private readonly coordinators = new Map<string, { nodeId: number; foundAt: number }>();
  private closed = false;

  constructor(options: LinkOptions) {
    this.options = options;
  }

  /** Asks a broker; rejects with `LogFaultError`. `makeCall` chooses the version by what the broker offers. */
  async ask<Answer>(
    whom: Addressee,
    makeCall: (maxVersion: (apiKey: number) => number) => ApiCall<Answer>,
  ): Promise<Answer> {
    try {
      const broker = await this.find(whom);
      const call = makeCall((apiKey) => broker.versions?.[apiKey]?.maxVersion ?? 0);
      const answer = await sendCall(broker, call);
      this.failures = 0;
      return answer;
    } catch (error) {
      this.failures++;
      this.coordinators.clear();
      if (this.failures >= failuresBeforeReset) await this.reset();
      throw faultOfClient(error);
    }
  }

  /** Ends every connection; what is under way fails, and so does what comes later. */
  async close(): Promise<void> {
    this.closed = true;
    await this.reset();
  }

  private async find(whom: Addressee): Promise<InnerBroker> {
    const { inner } = await this.open();
    if (whom === 'any') return inner.brokerPool.findConnectedBroker();
    if (typeof whom === 'number') {
      // A failed search refreshes kafkajs's list of brokers: the second one knows the new ones.
      const place = { nodeId: whom };
      return inner.findBroker(place).catch(() => inner.findBroker(place));
    }
    return this.findCoordinator(inner, whom.transactionalId);
  }

  private async findCoordinator(inner: InnerCluster, groupId: string): Promise<InnerBroker> {
    const known = this.coordinators.get(groupId);
    if (known && Date.now() - known.foundAt < coordinatorAgeMs) {
      return inner.findBroker({ nodeId: known.nodeId });
    }
    const coordinatorType = transactionCoordinator;
    const broker = await inner.findGroupCoordinator({ groupId, coordinatorType });
    const { nodeId } = broker;
    if (nodeId !== null) this.coordinators.set(groupId, { nodeId, foundAt: Date.now() });
    return broker;
  }

  private async open(): Promise<Cluster> {
    if (this.closed) {
      const text = 'The log was closed.';
      throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
    }
    const { connection, topic, onNote } = this.options;
    const cluster = this.cluster ?? openCluster(connection, onNote);
    this.cluster = cluster;
    this.connected ??= connect(cluster, topic);
    try {
      await this.connected;
    } catch (error) {
      if (this.cluster === cluster) await this.reset();
      throw error;
    }
    return cluster;
  }

  private async reset(): Promise<void> {
    const { cluster } = this;
    this.cluster = null;
    this.connected = null;
    this.failures = 0;
    await cluster?.close();
  }
}

async function connect({ inner }: Cluster, topic: string | null): Promise<void> {
  await inner.connect();
  if (topic !== null) await inner.addTargetTopic(topic);
}
