import type { Asker } from './kafka-link.ts';
import { type ClusterMetadata, metadataCall } from './wire/metadata-call.ts';

const metadataKey = 3;

/** Asks any broker for a topic or, for null, for all; by ids where the broker knows them. */
export function askMetadata(link: Asker, topic: string | null): Promise<ClusterMetadata> {
  return link.ask('any', (maxVersion) =>
    metadataCall(topic, maxVersion(metadataKey) >= 12 ? 12 : 9),
  );
}
