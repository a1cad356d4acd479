/** How long one name may be; what is longer is nobody's, and is cut off. */
const longestName = 1_000;

/** The ids, usernames or e-mails of a pasted text, in its order: apart by spaces, lines, commas or semicolons; quotes and angle brackets around them fall away. */
export function parsePeople(text: string): string[] {
  return text
    .split(/[\s,;]+/u)
    .map((name) => name.replace(/^["'<(]+|["'>)]+$/gu, '').slice(0, longestName))
    .filter((name) => name !== '');
}
