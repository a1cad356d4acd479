import type { LogAddress } from './log-address.ts';

/** What a person calls the log: the topic, the file's name, or that it is the sample. */
export function titleOf(address: LogAddress): string {
  if (address.kind === 'sample') return 'Sample log';
  if (address.kind === 'kafka') return address.topic;
  return address.topic ?? address.path.split(/[/\\]/).at(-1) ?? address.path;
}
