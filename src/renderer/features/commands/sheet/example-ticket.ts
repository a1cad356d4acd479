/** A ticket of the form a workspace asks for: what the field shows, and what a rehearsal stands in with. */
export function exampleTicket(pattern: string): string {
  const [first = ''] = pattern.split('|');
  return first.trim().replaceAll('#', '4412').replaceAll('*', 'A');
}
