import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type ISocketFactory, Kafka, type KafkaConfig, logLevel, type SASLOptions } from 'kafkajs';
import type { KafkaConnection, KafkaNote, KafkaSasl } from './kafka-connection.ts';
import {
  createInnerCluster,
  type InnerBroker,
  type InnerCluster,
  letClustersSleep,
} from './kafkajs-internals.ts';
import type { ApiCall } from './wire/api-call.ts';
import { WireReader } from './wire/wire-reader.ts';
import { WireWriter } from './wire/wire-writer.ts';

/** One set of connections to a cluster. After a failure it is closed and another one opened. */
export type Cluster = {
  readonly inner: InnerCluster;
  /** Breaks off the connections to one broker; requests under way there fail, later ones connect anew. */
  cut(place: { readonly host: string; readonly port: number }): void;
  /** Ends every connection at once; requests under way fail. */
  close(): Promise<void>;
};

const connectionTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
const metadataMaxAgeMs = 60_000;
const keepAliveMs = 60_000;
const closedByUs = 'closed by this side';

/** A cluster object that connects when first used. Its client log goes to `onNote`, nowhere else. */
export function openCluster(
  connection: KafkaConnection,
  onNote: (note: KafkaNote) => void,
): Cluster {
  const doors = new Doors();
  const note = (said: KafkaNote) => {
    if (!doors.closed && !said.text.endsWith(closedByUs)) onNote(said);
  };
  const inner = createInnerCluster(makeKafka(connection, note, doors.open), metadataMaxAgeMs);
  return {
    inner,
    cut: ({ host, port }) => doors.shut(`${host}:${port}`),
    close: async () => {
      doors.closed = true;
      doors.shut();
      await inner.disconnect();
    },
  };
}

/** kafkajs's client with this product's settings. Its log goes to `onNote`, nowhere else. */
export function makeKafka(
  connection: KafkaConnection,
  onNote: (note: KafkaNote) => void,
  socketFactory?: ISocketFactory,
): Kafka {
  const kafka = new Kafka({
    ...clientSettings(connection),
    ...(socketFactory ? { socketFactory } : {}),
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      const level = entry.level === logLevel.ERROR ? 'error' : 'warning';
      onNote({ level, text: entry.log.message });
    },
  });
  letClustersSleep(kafka);
  return kafka;
}

/** Sends a request of ours over kafkajs's connection to this broker. */
export function sendCall<Answer>(broker: InnerBroker, call: ApiCall<Answer>): Promise<Answer> {
  return broker.connectionPool.send({
    request: {
      apiKey: call.key,
      apiVersion: call.version,
      apiName: call.name,
      encode: async () => {
        const out = new WireWriter();
        call.write(out);
        const bytes = out.done();
        return { buf: bytes, buffer: bytes };
      },
    },
    response: {
      decode: async (payload) => call.read(new WireReader(payload)),
      parse: async (answer) => answer,
    },
    requestTimeout: requestTimeoutMs,
    logResponseError: false,
  });
}

function clientSettings(connection: KafkaConnection): KafkaConfig {
  return {
    brokers: [...connection.brokers],
    clientId: connection.clientId ?? 'playhead',
    ssl: connection.tls ?? false,
    ...(connection.sasl ? { sasl: saslOptions(connection.sasl) } : {}),
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // Trying again is decided above, where the reason can be shown: here only a hiccup is bridged.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 },
  };
}

function saslOptions({ mechanism, username, password }: KafkaSasl): SASLOptions {
  return { mechanism, username, password } as SASLOptions;
}

/** The sockets of a cluster object, so that they can be closed whatever kafkajs is waiting for. */
class Doors {
  closed = false;
  private readonly sockets = new Map<Socket, string>();

  readonly open: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectTls({ host, port, ...serverName(host), ...(ssl as ConnectionOptions) }, onConnect)
      : connectTcp({ host, port }, onConnect);
    socket.setKeepAlive(true, keepAliveMs);
    socket.setNoDelay(true);
    this.sockets.set(socket, `${host}:${port}`);
    socket.once('close', () => this.sockets.delete(socket));
    // A try that was under way may come back after the end.
    if (this.closed) this.shut();
    return socket;
  };

  /** Destroying with an error makes kafkajs let go of waiting requests and of its timers. */
  shut(address?: string): void {
    for (const [socket, place] of this.sockets) {
      if (!address || place === address) socket.destroy(new Error(closedByUs));
    }
  }
}

function serverName(host: string): { servername?: string } {
  return isIP(host) ? {} : { servername: host };
}
