import { guardedUsers } from '../../scripts/kafka/broker-settings.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { startTestBroker } from './kafka-broker.ts';
import { type KafkaProxy, openKafkaProxy } from './kafka-proxy.ts';

/** A broker of the test's own, with a way in that nothing disturbs and two that a test may disturb. */
export type ProxiedBroker = {
  /** Undisturbed, and allowed everything. */
  readonly owner: KafkaConnection;
  /** Through a proxy, allowed everything. */
  readonly plain: { readonly proxy: KafkaProxy; readonly connection: KafkaConnection };
  /** Through a proxy, as somebody whose rights access rules decide. */
  readonly guarded: {
    readonly proxy: KafkaProxy;
    connectAs(user: keyof typeof guardedUsers): KafkaConnection;
  };
  /** Stops the broker and keeps its data; `resume` starts it again behind the same ports. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it; for suites that do not run on brokers of others. */
export async function startProxiedBroker(): Promise<ProxiedBroker> {
  const [plain, guarded] = await Promise.all([openKafkaProxy(), openKafkaProxy()]);
  const broker = await startTestBroker({ proxies: { plain: plain.port, guarded: guarded.port } });
  plain.aim(broker.behind.plain ?? 0);
  guarded.aim(broker.behind.guarded ?? 0);
  const at = ({ port }: KafkaProxy) => ({ brokers: [`127.0.0.1:${port}`] });
  return {
    owner: { brokers: [broker.address] },
    plain: { proxy: plain, connection: at(plain) },
    guarded: {
      proxy: guarded,
      connectAs: (username) => ({
        ...at(guarded),
        sasl: { mechanism: 'plain', username, password: guardedUsers[username] },
      }),
    },
    halt: broker.halt,
    resume: broker.resume,
    stop: async () => {
      await Promise.all([plain.close(), guarded.close()]);
      await broker.stop();
    },
  };
}
