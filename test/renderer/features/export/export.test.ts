import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvRow } from '../../../../src/renderer/features/export/csv-cell.ts';
import { exportFileName } from '../../../../src/renderer/features/export/export-file-name.ts';
import {
  coverageOf,
  csvHead,
  type ExportHead,
} from '../../../../src/renderer/features/export/export-head.ts';
import type { ExportPage } from '../../../../src/renderer/features/export/export-pages.ts';
import { type ExportJob, runExport } from '../../../../src/renderer/features/export/run-export.ts';
import type { UserAnswer } from '../../../../src/shared/contract/users.ts';
import { anEntry } from '../../entry.ts';

const head: Omit<ExportHead, 'rows' | 'exactness'> = {
  what: 'users',
  log: { title: 'Sample log', address: 'sample', identity: 'local:x' },
  cut: 'cut1_abc',
  moment: '2026-03-12T02:13:40.512Z',
  coverage: { '0': { start: 0, next: 118 }, '1': { start: 4, next: 10 } },
  filters: { search: 'a,b\n=evil()' },
  exportedAt: '2026-03-13T00:00:00.000Z',
};
const user: UserAnswer = {
  userId: 'u-1',
  username: '=HYPERLINK("http://x")',
  email: 'jana@x',
  displayName: 'Dvořák, "Jana"',
  attributes: { site: 'Kiel' },
  status: 'active',
  roles: ['a', 's'],
  loginCount: 3,
  lastLoginAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: null,
  deletedAt: null,
  version: 4,
};

async function exported(format: 'csv' | 'ndjson', pages: readonly ExportPage[], kind = 'users') {
  const told: number[] = [];
  const job = {
    ...{ kind, format, head },
    pages: (async function* () {
      yield* pages;
    })(),
    onProgress: ({ done }: { done: number }) => told.push(done),
  } as ExportJob;
  const { parts, rows } = await runExport(job);
  return { text: parts.join(''), rows, told };
}

describe('a cell of CSV', () => {
  it('is quoted where it has to be', () => {
    expect(csvRow(['a,b', 'say "x"', 'two\nlines', 'plain', 7, null])).toBe(
      '"a,b","say ""x""","two\nlines",plain,7,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'does not run as a formula: %j',
    (text) => {
      expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('never begins with the sign of a formula, whatever the text', () => {
    const signs = fc.constantFrom('=', '+', '-', '@', '\t', '"', ',', ' ');
    fc.assert(
      fc.property(fc.tuple(signs, fc.string()), ([sign, rest]) => {
        expect(csvCell(sign + rest)).not.toMatch(/^"?[=+\-@\t]/);
      }),
    );
  });

  it('leaves numbers alone', () => {
    expect(csvCell(-3)).toBe('-3');
  });
});

describe('the head of an export', () => {
  const csv = csvHead({ ...head, rows: 2, exactness: [] });

  it('has every line marked, even where a filter holds line breaks', () => {
    for (const line of csv.trimEnd().split('\r\n')) expect(line).toMatch(/^# /);
  });

  it('says cut, coverage, exactness and rows', () => {
    expect(csv).toContain('# cut,cut1_abc\r\n');
    expect(csv).toContain('# coverage,124 offsets in 2 partitions\r\n');
    expect(csv).toContain('# offsets,p0:0..117 p1:4..9\r\n');
    expect(csv).toContain('# exactness,exact\r\n');
    expect(csv).toContain('# rows,2\r\n');
  });

  it('says why an answer is not exact', () => {
    const why = { code: 'skipped', text: 'One record did not decode.', count: 1, partitions: [3] };
    const said = csvHead({ ...head, rows: 0, exactness: [why as ExportHead['exactness'][number]] });
    expect(said).toContain('# exactness,skipped: One record did not decode.\r\n');
  });

  it('covers from the first offset read to the cut', () => {
    const read = { '0': { start: 5, next: 99, end: 99 } };
    expect(coverageOf({ '0': 40 }, read)).toEqual({ '0': { start: 5, next: 40 } });
  });
});

describe('an export', () => {
  const page = { rows: [user], total: 2, exactness: [] };

  it('writes all pages, and tells how far it is', async () => {
    const { text, rows, told } = await exported('csv', [page, page]);
    const lines = text.trimEnd().split('\r\n');
    expect(text.startsWith('\ufeff# playhead,users')).toBe(true);
    expect(lines.at(-2)).toBe(lines.at(-1));
    expect(lines.at(-1)).toBe(
      `u-1,"'=HYPERLINK(""http://x"")",jana@x,"Dvořák, ""Jana""",active,a s,3,,2026-01-01T00:00:00.000Z,,,4,"{""site"":""Kiel""}"`,
    );
    expect({ rows, told }).toEqual({ rows: 2, told: [1, 2] });
  });

  it('writes NDJSON with the head first and the rows as they came', async () => {
    const lines = (await exported('ndjson', [page])).text.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({ playhead: { ...head, rows: 1, exactness: [] } });
    expect(JSON.parse(lines[1] ?? '')).toEqual(user);
  });

  it('writes a history with what each event changed', async () => {
    const entry = anEntry({ changed: { roles: [[], ['a']] } });
    const { text } = await exported('csv', [{ rows: [entry], total: 1, exactness: [] }], 'history');
    const [names, row] = text.trimEnd().split('\r\n').slice(-2);
    expect(names?.split(',').slice(0, 3)).toEqual(['partition', 'offset', 'time']);
    expect(row).toContain('"{""roles"":[[],[""a""]]}"');
  });
});

describe('the name of the file', () => {
  it('says what, of which log and of when', () => {
    const of = { log: 'Sample log', moment: '2026-03-12T02:13:40.512Z', format: 'csv' } as const;
    expect(exportFileName('history of Jana Dvořák', of)).toBe(
      'playhead-history-of-jana-dvorak-sample-log-2026-03-12T021340512Z.csv',
    );
  });

  it('holds nothing a file system would mind', () => {
    const name = exportFileName('../..\u0000', { log: '日本', moment: null, format: 'ndjson' });
    expect(name).toBe('playhead-log-log-empty.ndjson');
  });
});
