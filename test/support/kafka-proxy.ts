import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Numbers of requests that tests hook (kafka.apache.org/protocol#protocol_api_keys). */
export const apiKeys = {
  produce: 0,
  initProducerId: 22,
  addPartitionsToTxn: 24,
  endTxn: 26,
} as const;

/** A request, or an answer to one, as it passes by; `bytes` without the length in front. */
export type KafkaFrame = {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly bytes: Buffer;
};

/** What becomes of a frame: `drop` breaks the connection off instead; `after` is called once it was sent on. */
export type Fate = 'pass' | 'drop' | { readonly after: () => void };

/** Decides on a frame. A promise holds it, and what comes behind it on its connection, until it is kept. */
export type Hook = (frame: KafkaFrame) => Fate | Promise<Fate>;

/** A relay between Kafka clients and one broker, at which a test may interfere. */
export type KafkaProxy = {
  /** The loopback port that clients connect to. */
  readonly port: number;
  /** Says which loopback port the broker listens on; before that, connections are refused. */
  aim(brokerPort: number): void;
  /** Decides on requests of this kind before they reach the broker; one hook a kind. */
  onRequest(apiKey: number, hook: Hook): void;
  /** Decides on answers to requests of this kind before they reach the client; one hook a kind. */
  onResponse(apiKey: number, hook: Hook): void;
  /** How many requests of this kind were sent on to the broker since the last `clear`. */
  passed(apiKey: number): number;
  /** From now on everything passes. */
  clear(): void;
  close(): Promise<void>;
};

type Asked = Omit<KafkaFrame, 'bytes'>;

/** What all connections of a proxy share. */
type Rules = {
  readonly requests: Map<number, Hook>;
  readonly answers: Map<number, Hook>;
  readonly passed: Map<number, number>;
};

/** Opens a proxy on a free port. Start the broker with that port as the one it tells (`proxies`), then aim. */
export async function openKafkaProxy(): Promise<KafkaProxy> {
  const rules: Rules = { requests: new Map(), answers: new Map(), passed: new Map() };
  const sockets = new Set<Socket>();
  let target: number | null = null;
  const server = createServer((client) => {
    if (target === null) return client.destroy();
    const broker = connect({ host: '127.0.0.1', port: target });
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
    }
    relay(client, broker, rules);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    aim: (brokerPort) => {
      target = brokerPort;
    },
    onRequest: (apiKey, hook) => rules.requests.set(apiKey, hook),
    onResponse: (apiKey, hook) => rules.answers.set(apiKey, hook),
    passed: (apiKey) => rules.passed.get(apiKey) ?? 0,
    clear: () => {
      rules.passed.clear();
      rules.requests.clear();
      rules.answers.clear();
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

function relay(client: Socket, broker: Socket, rules: Rules): void {
  const asked = new Map<number, Asked>();
  const breakOff = () => {
    client.destroy();
    broker.destroy();
  };
  // What is held when its sender goes away still arrives, as from a slow network.
  const pump = (from: Socket, to: Socket, decide: (bytes: Buffer) => Promise<Fate>) =>
    relayFrames(from, to, decide).then(breakOff, breakOff);
  void pump(client, broker, async (bytes) => {
    const request = readRequest(bytes);
    asked.set(request.correlationId, request);
    const fate = (await rules.requests.get(request.apiKey)?.({ ...request, bytes })) ?? 'pass';
    const { passed } = rules;
    if (fate !== 'drop') passed.set(request.apiKey, (passed.get(request.apiKey) ?? 0) + 1);
    return fate;
  });
  void pump(broker, client, async (bytes) => {
    const request = asked.get(bytes.readInt32BE(0));
    if (!request) return 'pass';
    asked.delete(request.correlationId);
    return (await rules.answers.get(request.apiKey)?.({ ...request, bytes })) ?? 'pass';
  });
}

async function relayFrames(
  from: AsyncIterable<Buffer>,
  to: Socket,
  decide: (bytes: Buffer) => Promise<Fate>,
): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of from) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
      const end = 4 + rest.readInt32BE(0);
      const frame = rest.subarray(0, end);
      rest = rest.subarray(end);
      const fate = await decide(frame.subarray(4));
      if (fate === 'drop') return;
      await new Promise<void>((resolve) => to.write(frame, () => resolve()));
      if (fate !== 'pass') fate.after();
    }
  }
}

/** The head of a request, the same in every version of every kind. */
function readRequest(bytes: Buffer): Asked {
  return {
    apiKey: bytes.readInt16BE(0),
    apiVersion: bytes.readInt16BE(2),
    correlationId: bytes.readInt32BE(4),
  };
}
