import { readFileSync } from 'node:fs';
import { FaultError } from '../../shared/contract/fault.ts';

/** The text of the file that a variable of the surroundings names; undefined where it names none. Throws FaultError `bad_log_address`. */
export function fileNamed(variable: string, surroundings: NodeJS.ProcessEnv): string | undefined {
  const file = surroundings[variable];
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const { code = 'no reason given' } = thrown as NodeJS.ErrnoException;
    const text = `${variable} names ${file}, which cannot be read (${code}).`;
    throw new FaultError({ code: 'bad_log_address', text });
  }
}
