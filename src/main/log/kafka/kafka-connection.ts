/** Where a Kafka cluster is and how to enter it. */
export type KafkaConnection = {
  /** `host:port` of one or more brokers; the others are learned from them. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Absent or false: no TLS. True: TLS with the authorities that this thread trusts. */
  readonly tls?: boolean | KafkaTls;
  readonly sasl?: KafkaSasl;
};

/** TLS with an authority or a certificate of one's own; PEM texts. */
export type KafkaTls = {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
};

/** A name and a password, and how they are proved. */
export type KafkaSasl = {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
};

/** A line of the client's own log: for a file or a console, never with payloads. */
export type KafkaNote = {
  readonly level: 'error' | 'warning';
  readonly text: string;
};
