import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { FaultError } from '../../shared/contract/fault.ts';
import type { KafkaTls } from '../log/kafka/kafka-connection.ts';
import { fileNamed } from './file-named.ts';
import { trustSystem } from './trust-system.ts';

/**
 * How brokers are spoken to safely, by what the surroundings name: an authority's file of PEM in
 * place of the system's, and a certificate with its key where brokers want to see one. False where
 * they name nothing of it and do not ask for TLS. Throws FaultError `bad_log_address` for a file
 * that cannot be read or is not what it should be.
 */
export function kafkaTls(surroundings: NodeJS.ProcessEnv): boolean | KafkaTls {
  const ca = fileNamed('PLAYHEAD_KAFKA_CA_FILE', surroundings);
  const cert = fileNamed('PLAYHEAD_KAFKA_CERT_FILE', surroundings);
  const key = fileNamed('PLAYHEAD_KAFKA_KEY_FILE', surroundings);
  const passphrase = fileNamed('PLAYHEAD_KAFKA_KEY_PASSWORD_FILE', surroundings)?.trimEnd();
  if ((cert === undefined) !== (key === undefined)) {
    throw refused('PLAYHEAD_KAFKA_CERT_FILE and PLAYHEAD_KAFKA_KEY_FILE go together.');
  }
  const isWanted = surroundings['PLAYHEAD_KAFKA_TLS'] === 'true' || ca !== undefined || !!cert;
  if (isWanted && ca === undefined) trustSystem();
  if (ca === undefined && cert === undefined) return isWanted;
  const tls: KafkaTls = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  try {
    // What is no certificate at all a context passes over in silence.
    if (ca !== undefined) new X509Certificate(ca);
    createSecureContext(tls);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw refused(
      `The certificates or the key that PLAYHEAD_KAFKA_* name cannot be used: ${reason}.`,
    );
  }
  return tls;
}

function refused(text: string): FaultError {
  return new FaultError({ code: 'bad_log_address', text });
}
