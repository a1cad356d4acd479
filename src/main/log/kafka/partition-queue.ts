/**
 * The order in which partitions are asked for. A broker fills its answer from the front, so who
 * was served goes to the back: no partition starves behind a busy one.
 */
export class PartitionQueue {
  private order: number[] = [];

  /** The wanted partitions, longest unserved first. */
  arrange(wanted: readonly number[]): number[] {
    const known = new Set(this.order);
    for (const partition of wanted) if (!known.has(partition)) this.order.push(partition);
    const asked = new Set(wanted);
    return this.order.filter((partition) => asked.has(partition));
  }

  /** Sends the partitions that brought something to the back. */
  served(partitions: readonly number[]): void {
    const gone = new Set(partitions);
    this.order = [...this.order.filter((partition) => !gone.has(partition)), ...partitions];
  }
}
