/**
 * The first key that stands twice in one object of a valid JSON text, at any depth; null where
 * there is none. Keys are compared as decoded: "a" and "\\u0061" are the same.
 */
export function findDuplicateKey(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '{') {
      open.push(new Set());
      expectsKey = true;
    } else if (letter === '[') {
      open.push(null);
      expectsKey = false;
    } else if (letter === '}' || letter === ']') {
      open.pop();
      expectsKey = false;
    } else if (letter === ',') {
      expectsKey = open.at(-1) !== null;
    } else if (letter === '"') {
      const end = endOfString(text, at);
      const keys = expectsKey ? open.at(-1) : null;
      const key = keys ? decode(text.slice(at, end + 1)) : '';
      if (keys?.has(key)) return key;
      keys?.add(key);
      expectsKey = false;
      at = end;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function decode(literal: string): string {
  return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
}
