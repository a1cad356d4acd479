import type { LogFault } from '../log-port.ts';

/** Error codes of the Kafka protocol that this room tells apart (kafka.apache.org/protocol#protocol_error_codes). */
export const errorCodes = {
  unknown: -1,
  none: 0,
  offsetOutOfRange: 1,
  corruptMessage: 2,
  unknownTopicOrPartition: 3,
  leaderNotAvailable: 5,
  notLeaderOrFollower: 6,
  requestTimedOut: 7,
  replicaNotAvailable: 9,
  coordinatorLoading: 14,
  coordinatorNotAvailable: 15,
  notCoordinator: 16,
  invalidTopic: 17,
  notEnoughReplicas: 19,
  notEnoughReplicasAfterAppend: 20,
  topicAuthorizationFailed: 29,
  clusterAuthorizationFailed: 31,
  topicAlreadyExists: 36,
  duplicateSequenceNumber: 46,
  invalidProducerEpoch: 47,
  invalidTransactionState: 48,
  invalidProducerIdMapping: 49,
  concurrentTransactions: 51,
  transactionalIdAuthorizationFailed: 53,
  kafkaStorageError: 56,
  fencedLeaderEpoch: 74,
  unknownLeaderEpoch: 75,
  unsupportedCompression: 76,
  offsetNotAvailable: 78,
  producerFenced: 90,
} as const;

const movedLeader: ReadonlySet<number> = new Set([
  errorCodes.unknownTopicOrPartition,
  errorCodes.leaderNotAvailable,
  errorCodes.notLeaderOrFollower,
  errorCodes.replicaNotAvailable,
  errorCodes.kafkaStorageError,
  errorCodes.fencedLeaderEpoch,
  errorCodes.unknownLeaderEpoch,
  errorCodes.offsetNotAvailable,
]);

const passingWrite: ReadonlySet<number> = new Set([
  errorCodes.requestTimedOut,
  errorCodes.coordinatorLoading,
  errorCodes.coordinatorNotAvailable,
  errorCodes.notCoordinator,
  errorCodes.notEnoughReplicas,
  errorCodes.notEnoughReplicasAfterAppend,
]);

const denied: ReadonlySet<number> = new Set([
  errorCodes.topicAuthorizationFailed,
  errorCodes.clusterAuthorizationFailed,
  errorCodes.transactionalIdAuthorizationFailed,
]);

/** True where fresh metadata and another try are the answer: the partition's leader moved. */
export function isMovedLeader(code: number): boolean {
  return movedLeader.has(code);
}

/** True where a write may be tried again under the same sequence number: what refused it passes. */
export function isPassingWrite(code: number): boolean {
  return isMovedLeader(code) || passingWrite.has(code);
}

/** True where the cluster does not let this user do it. */
export function isDenied(code: number): boolean {
  return denied.has(code);
}

/** The fault for an error code that no retry mends at once; `what` names what was tried. */
export function faultOf(code: number, what: string, partition?: number): LogFault {
  const place = partition === undefined ? {} : { partition };
  if (isDenied(code)) {
    const text = `The cluster does not allow this user to ${what} (error ${code}).`;
    return { code: 'access_denied', text, fatal: true, ...place };
  }
  if (code === errorCodes.unknownTopicOrPartition || code === errorCodes.invalidTopic) {
    return { code: 'topic_not_found', text: 'The topic does not exist.', fatal: true, ...place };
  }
  if (code === errorCodes.unsupportedCompression) {
    const text = 'The broker cannot hand out a compression codec that this topic uses.';
    return { code: 'unsupported_codec', text, fatal: true, ...place };
  }
  if (code === errorCodes.corruptMessage) {
    const text = `The broker says that its copy of partition ${partition} is damaged.`;
    return { code: 'log_damaged', text, fatal: false, ...place };
  }
  const text = `The broker could not ${what} (error ${code}).`;
  return { code: 'log_out_of_reach', text, fatal: false, ...place };
}
