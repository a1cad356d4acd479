import { createHash } from 'node:crypto';
import { readForm, withValueHashed } from '../layout/record-form.ts';
import { bytesBefore, type FormRun, formInRun } from '../layout/record-run.ts';

/** Values longer than this enter the chain as their length and SHA-256. */
const longValueBytes = 64 * 1024;

/** A record of a run as it enters the hash chain, where that is not how it is stored; else null. */
export function hashedForm(run: FormRun, row: number): Buffer | null {
  const length = bytesBefore(run, row + 1) - bytesBefore(run, row);
  if (length <= longValueBytes) return null;
  const form = formInRun(run, row);
  const place = run.place[row];
  const cut = run.cut.find((each) => each.place === place);
  if (cut) return withValueHashed(form, cut);
  const { value } = readForm(form, 0);
  if (value === null || value.length <= longValueBytes) return null;
  const sha256 = createHash('sha256').update(value).digest();
  return withValueHashed(form, { length: value.length, sha256 });
}
