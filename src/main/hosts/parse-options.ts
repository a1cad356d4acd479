import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { err, ok } from '../../shared/kit/result.ts';

/** Reads the options of a command line that has nothing beside them; else says what is wrong. */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return ok(parseArgs({ args: [...args], options, allowPositionals: false }).values);
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
