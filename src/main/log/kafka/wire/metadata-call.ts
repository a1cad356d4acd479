import type { ApiCall } from './api-call.ts';
import type { WireReader } from './wire-reader.ts';

/** A broker as the cluster names it. */
export type NodeAddress = { readonly node: number; readonly host: string; readonly port: number };

/** Who leads a partition; `leader` is -1 where there is none now. */
export type PartitionLeader = {
  readonly partition: number;
  readonly error: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: number;
};

/** What the cluster says of one topic; `id` is null where it does not tell. */
export type TopicMetadata = {
  readonly error: number;
  readonly name: string;
  readonly id: string | null;
  readonly internal: boolean;
  /** Whether this user may write to it; null where the cluster does not tell. */
  readonly mayWrite: boolean | null;
  readonly partitions: readonly PartitionLeader[];
};

/** The answer to Metadata: cluster id, brokers, topics. */
export type ClusterMetadata = {
  readonly clusterId: string | null;
  readonly nodes: readonly NodeAddress[];
  readonly topics: readonly TopicMetadata[];
};

/**
 * Metadata of one topic or, for null, of all; never creates a topic. Version 12 brings topic ids
 * (KIP-516); 9 is for brokers that have none.
 */
export function metadataCall(topic: string | null, version: 9 | 12): ApiCall<ClusterMetadata> {
  const withIds = version === 12;
  return {
    key: 3,
    version,
    name: 'Metadata',
    write: (out) => {
      out.noTags();
      if (topic === null) out.unsigned(0);
      else {
        out.compactArray([topic], (name) => {
          if (withIds) out.raw(new Uint8Array(16));
          out.compactString(name).noTags();
        });
      }
      out.bool(false); // automatic topic creation
      if (!withIds) out.bool(false); // the cluster's authorized operations
      out.bool(true).noTags(); // the topic's authorized operations
    },
    read: (from) => readMetadata(from, withIds),
  };
}

function readMetadata(from: WireReader, withIds: boolean): ClusterMetadata {
  from.tags();
  from.int32(); // throttle time
  const nodes = from.compactArray(() => readNode(from));
  const clusterId = from.compactString();
  from.int32(); // controller
  const topics = from.compactArray(() => readTopic(from, withIds));
  return { clusterId, nodes, topics };
}

function readNode(from: WireReader): NodeAddress {
  const address = { node: from.int32(), host: from.compactString() ?? '', port: from.int32() };
  from.compactString(); // rack
  from.tags();
  return address;
}

function readTopic(from: WireReader, withIds: boolean): TopicMetadata {
  const error = from.int16();
  const name = from.compactString() ?? '';
  const uuid = withIds ? from.take(16) : Buffer.alloc(16);
  const internal = from.bool();
  const partitions = from.compactArray(() => readPartition(from));
  const operations = from.int32();
  from.tags();
  const id = uuid.every((byte) => byte === 0) ? null : uuid.toString('base64url');
  const mayWrite = operations === notTold ? null : (operations & writes) !== 0;
  return { error, name, id, internal, mayWrite, partitions };
}

// Authorized operations are a set of bits, by the numbers of AclOperation (KIP-430).
const notTold = -(2 ** 31);
const writes = 1 << 4;

function readPartition(from: WireReader): PartitionLeader {
  const error = from.int16();
  const partition = from.int32();
  const leader = from.int32();
  const leaderEpoch = from.int32();
  const replicas = from.compactArray(() => from.int32()).length;
  from.compactArray(() => from.int32()); // in-sync replicas
  from.compactArray(() => from.int32()); // offline replicas
  from.tags();
  return { partition, error, leader, leaderEpoch, replicas };
}
