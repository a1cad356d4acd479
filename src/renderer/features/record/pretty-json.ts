const indent = '  ';

/**
 * Lays JSON out over lines. Only white space between tokens changes: numbers, escapes, repeated
 * members and their order stay as they were written. Null where the text is no JSON.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null;
  const parts: string[] = [];
  let depth = 0;
  let before = '';
  for (const token of tokensOf(text)) {
    if (isClosing(token)) depth--;
    if (isLineBetween(before, token)) parts.push('\n', indent.repeat(depth));
    parts.push(token === ':' ? ': ' : token);
    if (isOpening(token)) depth++;
    before = token;
  }
  return parts.join('');
}

// An empty object or array stays on its line.
function isLineBetween(before: string, token: string): boolean {
  if (isOpening(before)) return !isClosing(token);
  return before === ',' || isClosing(token);
}

function isOpening(token: string): boolean {
  return token === '{' || token === '[';
}

function isClosing(token: string): boolean {
  return token === '}' || token === ']';
}

function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
