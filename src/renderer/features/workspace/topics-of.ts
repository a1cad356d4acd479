import type { ShownFault } from '../../rpc/fault-of.ts';

/** The topics a fault names to choose from; empty where it names none. */
export function topicsOf(fault: ShownFault | null): string[] {
  const { topics } = (fault?.data ?? {}) as { topics?: unknown };
  return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
}
