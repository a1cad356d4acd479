// Controls, zero-width and direction marks, and lone surrogates: what the eye would not see, or be misled by.
const hidden = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Makes hidden characters seen: each stands as its code in angle brackets. Line breaks and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(hidden, (letter) =>
    letter === '\n' || letter === '\t' ? letter : `⟨${codeName(letter)}⟩`,
  );
}

function codeName(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
