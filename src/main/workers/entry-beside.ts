/** Another entry of a thread: entries stand side by side, in the source as once built; only an entry knows its own place. */
export function entryBeside(own: string, name: string): URL {
  return new URL(own.replace(/\/[\w-]+(\.\w+)$/, `/${name}$1`));
}
