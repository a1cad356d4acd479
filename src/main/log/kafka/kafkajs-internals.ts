import type { Kafka } from 'kafkajs';

// kafkajs 2.2.4 is frozen and pinned: these are the private parts this room stands on.

/** What `connectionPool.send` takes: a request of the Kafka protocol and how to read its answer. */
export type RawRequest<Answer> = {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
  };
  readonly response: {
    decode(payload: Buffer): Promise<Answer>;
    parse(answer: Answer): Promise<Answer>;
  };
  readonly requestTimeout?: number;
  readonly logResponseError?: boolean;
};

/** kafkajs's broker: one machine of the cluster and our connections to it. */
export type InnerBroker = {
  readonly nodeId: number | null;
  readonly versions: { readonly [apiKey: number]: { readonly maxVersion: number } } | null;
  readonly connectionPool: {
    readonly host: string;
    readonly port: number;
    send<Answer>(request: RawRequest<Answer>): Promise<Answer>;
  };
};

type RequestQueue = {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
};

type ConnectionPool = { readonly pool: readonly { readonly requestQueue: RequestQueue }[] };

type ConnectionPoolBuilder = { build(place?: object): Promise<ConnectionPool> };

/** kafkajs's cluster: connections, authentication, and which brokers there are. */
export type InnerCluster = {
  readonly connectionPoolBuilder: ConnectionPoolBuilder;
  readonly brokerPool: { findConnectedBroker(): Promise<InnerBroker> };
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findBroker(place: { readonly nodeId: number }): Promise<InnerBroker>;
};

type CreateCluster = (options: {
  readonly metadataMaxAge: number;
  readonly allowAutoTopicCreation: false;
}) => InnerCluster;

const createClusterName = 'private:Kafka:createCluster';

/** A cluster object of kafkajs; it never creates a topic. */
export function createInnerCluster(kafka: Kafka, metadataMaxAge: number): InnerCluster {
  const create = Reflect.get(kafka, createClusterSymbol(kafka)) as CreateCluster;
  return create({ metadataMaxAge, allowAutoTopicCreation: false });
}

/** Makes every cluster object of this client, its admins' and producers' too, sleep when nothing is to do. */
export function letClustersSleep(kafka: Kafka): void {
  const symbol = createClusterSymbol(kafka);
  const create = Reflect.get(kafka, symbol) as CreateCluster;
  Reflect.set(kafka, symbol, (options: Parameters<CreateCluster>[0]) => {
    const cluster = create(options);
    letConnectionsSleep(cluster.connectionPoolBuilder);
    return cluster;
  });
}

function createClusterSymbol(kafka: Kafka): symbol {
  const symbols = Object.getOwnPropertySymbols(kafka);
  const found = symbols.find(({ description }) => description === createClusterName);
  if (found) return found;
  throw new Error('This is not the kafkajs that this room was written for (2.2.4).');
}

/**
 * kafkajs checks each connection's queue a thousand times a second whether or not anything waits
 * in it, by timers of negative length. A check is needed only while requests wait.
 */
function letConnectionsSleep(builder: ConnectionPoolBuilder): void {
  const build = builder.build;
  builder.build = async (place) => {
    const pool = await build(place);
    for (const { requestQueue } of pool.pool) {
      const schedule = requestQueue.scheduleCheckPendingRequests;
      requestQueue.scheduleCheckPendingRequests = () => {
        if (requestQueue.pending.length > 0) schedule.call(requestQueue);
      };
    }
    return pool;
  };
}
