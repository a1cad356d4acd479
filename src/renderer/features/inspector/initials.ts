/** One or two letters for a name: "Jana Dvořák" gives "JD", "jana" gives "J"; an empty name gives "?". */
export function initials(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [first, last].map((word) => /\p{L}|\p{N}/u.exec(word ?? '')?.[0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
