import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import { formatPlace } from '../../shared/log/position.ts';
import type { KafkaConnection } from '../log/kafka/kafka-connection.ts';
import { listWork } from '../log/kafka/list-work.ts';
import { openSharedWork } from '../log/kafka/open-shared-work.ts';
import { LogFaultError } from '../log/log-port.ts';
import { standingOf, type Telling, toldOfEvent } from '../notify/look-up-notices.ts';
import { subscriptionOf } from '../notify/work-of.ts';
import type { ToldOthers } from '../rpc/order-router.ts';
import { toPlace } from '../store/place.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { decodeStored, storedRecord } from '../store/read/stored-record.ts';

/** A log of which nobody can be told. */
export const nobodyTold: ToldOthers = { ofRecord: async () => [], status: async () => [] };

/** Where a topic is, and the read model that holds its records. */
export type ToldPlace = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly reader: Reader;
};

/**
 * Looks into the journals beside a topic, whenever it is asked, and leaves no trace there: nothing
 * of it is kept open or in memory.
 */
export function toldOthers({ connection, topic, reader }: ToldPlace): ToldOthers {
  const ofEach = async <Found>(look: (telling: Telling) => Promise<Found>): Promise<Found[]> => {
    const found: Found[] = [];
    try {
      for (const name of await listWork(connection, topic)) {
        const subscription = subscriptionOf(name);
        if (subscription === null) continue;
        const work = openSharedWork({ connection, topic, name, from: 'end' });
        found.push(await look({ subscription, work }).finally(() => work.close()));
      }
    } catch (error) {
      throw error instanceof LogFaultError ? new FaultError(faultOf(error)) : error;
    }
    return found;
  };
  return {
    ofRecord: (place) => {
      const { source, id } = identityAt(reader, place);
      return ofEach((telling) => toldOfEvent(telling, { ...place, source, id }));
    },
    status: () => ofEach(standingOf),
  };
}

function identityAt(reader: Reader, { partition, offset }: { partition: number; offset: number }) {
  const envelope = reader.withSnapshot((snapshot) => {
    const row = storedRecord(snapshot, toPlace(partition, offset));
    return row && decodeStored(row)?.envelope;
  });
  if (envelope) return envelope;
  const text = `There is no event at ${formatPlace(partition, offset)} that anybody could be told of.`;
  throw new FaultError({ code: 'unknown_record', text, data: { partition, offset } });
}

function faultOf({ fault: { code, text } }: LogFaultError): Fault {
  const isKnown = code === 'access_denied' || code === 'topic_not_found';
  return { code: isKnown ? code : 'log_out_of_reach', text };
}
