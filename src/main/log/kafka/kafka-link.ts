import { setTimeout as sleep } from 'node:timers/promises';
import { LogFaultError } from '../log-port.ts';
import { type Cluster, openCluster, sendCall } from './connect-cluster.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';
import type { InnerBroker, InnerCluster } from './kafkajs-internals.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import type { ApiCall } from './wire/api-call.ts';
import { findCoordinatorCall } from './wire/find-coordinator-call.ts';

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

const failuresBeforeReset = 2;
// Long enough for one turn at writing, short enough for a coordinator that moved.
const coordinatorAgeMs = 1_000;
// A broker that has only just started may not know of a topic for a moment.
const unknownPausesMs = [200, 600, 1_500];

/**
 * A set of connections that mends itself: after two failures in a row, with nothing else under way,
 * everything is closed and the next request connects anew. Requests on one connection are answered in order, so what waits
 * (fetches) and what must not (questions, commands) take two links.
 */
export class KafkaLink implements Asker {
  private readonly options: LinkOptions;
  private cluster: Cluster | null = null;
  private connected: Promise<void> | null = null;
  private failures = 0;
  private underWay = 0;
  private readonly coordinators = new Map<string, { node: number; foundAt: number }>();
  private closed = false;

  constructor(options: LinkOptions) {
    this.options = options;
  }

  /** Asks a broker; rejects with `LogFaultError`. `makeCall` chooses the version by what the broker offers. */
  async ask<Answer>(
    whom: Addressee,
    makeCall: (maxVersion: (apiKey: number) => number) => ApiCall<Answer>,
  ): Promise<Answer> {
    this.underWay++;
    let broker: InnerBroker | null = null;
    try {
      broker = await this.find(whom);
      const { versions } = broker;
      const answer = await sendCall(
        broker,
        makeCall((apiKey) => versions?.[apiKey]?.maxVersion ?? 0),
      );
      this.failures = 0;
      return answer;
    } catch (error) {
      throw await this.mend(error, broker);
    } finally {
      this.underWay--;
    }
  }

  /** Ends every connection; what is under way fails, and so does what comes later. */
  async close(): Promise<void> {
    this.closed = true;
    await this.reset();
  }

  /** Makes the next request find a way, and says what was wrong with this one. */
  private async mend(error: unknown, broker: InnerBroker | null): Promise<LogFaultError> {
    const failure = faultOfClient(error);
    this.coordinators.clear();
    if (error instanceof LogFaultError || failure.fault.code !== 'log_out_of_reach') return failure;
    // A broker that hangs keeps its connection open: only closing it makes kafkajs open another.
    if (isTimeout(error) && broker) this.cluster?.cut(broker.connectionPool);
    // Requests to other brokers may be well: starting over would break them off.
    if (++this.failures >= failuresBeforeReset && this.underWay <= 1) await this.reset();
    return failure;
  }

  private async find(whom: Addressee): Promise<InnerBroker> {
    const { inner } = await this.open();
    if (whom === 'any') return inner.brokerPool.findConnectedBroker();
    const nodeId =
      typeof whom === 'number' ? whom : await this.findCoordinator(inner, whom.transactionalId);
    // A failed search refreshes kafkajs's list of brokers: the second one knows the new ones.
    return inner.findBroker({ nodeId }).catch(() => inner.findBroker({ nodeId }));
  }

  private async findCoordinator(inner: InnerCluster, transactionalId: string): Promise<number> {
    const known = this.coordinators.get(transactionalId);
    if (known && Date.now() - known.foundAt < coordinatorAgeMs) return known.node;
    const broker = await inner.brokerPool.findConnectedBroker();
    const { error, node } = await sendCall(broker, findCoordinatorCall(transactionalId));
    if (error !== errorCodes.none) throw new LogFaultError(faultOf(error, 'write here in turns'));
    this.coordinators.set(transactionalId, { node, foundAt: Date.now() });
    return node;
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

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'KafkaJSRequestTimeoutError';
}

async function connect({ inner }: Cluster, topic: string | null): Promise<void> {
  await inner.connect();
  if (topic === null) return;
  for (const pause of [...unknownPausesMs, null]) {
    try {
      return await inner.addTargetTopic(topic);
    } catch (error) {
      const { fault } = faultOfClient(error);
      if (fault.code !== 'topic_not_found' || pause === null) throw error;
      await sleep(pause);
    }
  }
}
