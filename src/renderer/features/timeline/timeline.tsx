/** The timeline. */
export function Timeline() {
  return null;
}
