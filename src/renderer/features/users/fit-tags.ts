// Inter at 12 px: a letter is about 6.8 px wide; a tag adds its padding and borders.
const letterPx = 6.8;
const tagPx = 16;
const gapPx = 4;
const morePx = 34;

/** How many of the first names fit as tags into a width (px), with room for "+2" where some are left. */
export function fitTags(names: readonly string[], width: number): number {
  let used = 0;
  for (const [index, name] of names.entries()) {
    used += name.length * letterPx + tagPx + (index > 0 ? gapPx : 0);
    const isLast = index === names.length - 1;
    if (used + (isLast ? 0 : gapPx + morePx) > width) return Math.max(1, index);
  }
  return names.length;
}
