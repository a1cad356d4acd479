import { getCACertificates, setDefaultCACertificates } from 'node:tls';

let isDone = false;

/**
 * From now on this thread trusts, beside the authorities that Node brings along, those that the
 * system does: a company's own is installed there. Takes 0.15 s the first time.
 */
export function trustSystem(): void {
  if (isDone) return;
  isDone = true;
  setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')]);
}
