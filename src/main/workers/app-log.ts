/** Writes a line for whoever looks after the app: standard error, with the time. Never payloads. */
export function noteLine(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}

/** Writes an error nobody expected, with where it came from. */
export function noteError(error: unknown): void {
  noteLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
