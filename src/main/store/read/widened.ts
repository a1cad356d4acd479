/** The longer of two columns, with what stands in the other at its beginning. */
export function widened<Column extends { set(from: Column): void }>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
