/** What work on a topic is called in the cluster: an operator finds it, and gives rights, by these names. */
export type WorkNames = {
  readonly group: string;
  /** The topic in which is written down what was done. */
  readonly journal: string;
  transactionalIdOf(cluster: string, partition: number): string;
};

/** The work on a topic whose journal a topic is; null where it is none. */
export function workOfJournal(topic: string, journal: string): string | null {
  const before = workNames(topic, '').journal;
  return journal.startsWith(before) ? journal.slice(before.length) : null;
}

/** The names of some work on a topic. */
export function workNames(topic: string, work: string): WorkNames {
  return {
    group: `playhead.${topic}.${work}`,
    journal: `${topic}.playhead-${work}`,
    transactionalIdOf: (cluster, partition) => `playhead.${cluster}.${topic}.${work}.${partition}`,
  };
}
