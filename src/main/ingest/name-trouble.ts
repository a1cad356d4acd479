import { LogFaultError } from '../log/log-port.ts';
import { StoreFaultError } from '../store/write/store-fault.ts';
import type { IngestPause } from './ingest-state.ts';

/** Says why reading stopped; whatever neither the log nor the store named is a bug of ours. */
export function nameTrouble(thrown: unknown): IngestPause {
  if (thrown instanceof LogFaultError) {
    const { code, text, fatal, partition } = thrown.fault;
    return { code, text, fatal, data: partition === undefined ? null : { partition } };
  }
  if (thrown instanceof StoreFaultError) return { ...thrown.fault, data: null };
  const text = `Reading stopped because of a mistake in this program: ${thrown instanceof Error ? thrown.message : String(thrown)}. What was read is kept; restart to try again.`;
  return { code: 'internal', text, fatal: true, data: null };
}
