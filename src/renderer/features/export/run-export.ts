import type { Exactness } from '../../../shared/contract/answer.ts';
import { csvRow } from './csv-cell.ts';
import { type ExportColumn, historyColumns, userColumns } from './export-columns.ts';
import { csvHead, type ExportHead, ndjsonHead } from './export-head.ts';
import type { ExportPage } from './export-pages.ts';

/** How far an export is. */
export type ExportProgress = { readonly done: number; readonly total: number };

/** What an export is written from. */
export type ExportJob = {
  readonly kind: 'users' | 'history';
  readonly format: 'csv' | 'ndjson';
  readonly head: Omit<ExportHead, 'rows' | 'exactness'>;
  readonly pages: AsyncIterable<ExportPage>;
  readonly onProgress: (progress: ExportProgress) => void;
};

/** Writes an export as parts of a text. All of it or nothing: it throws where a page cannot be read. */
export async function runExport(job: ExportJob): Promise<{ parts: string[]; rows: number }> {
  const body: string[] = [];
  let rows = 0;
  let exactness: Exactness = [];
  for await (const page of job.pages) {
    exactness = page.exactness;
    rows += page.rows.length;
    body.push(written(job, page));
    job.onProgress({ done: rows, total: Math.max(rows, page.total) });
  }
  return { parts: [headOf(job, { ...job.head, exactness, rows }), ...body], rows };
}

function headOf({ kind, format }: ExportJob, head: ExportHead): string {
  if (format === 'ndjson') return ndjsonHead(head);
  const names: readonly { readonly name: string }[] =
    kind === 'users' ? userColumns : historyColumns;
  // The mark at the front makes spreadsheets read UTF-8.
  return `\ufeff${csvHead(head)}${csvRow(names.map(({ name }) => name))}`;
}

function written({ kind, format }: ExportJob, { rows }: ExportPage): string {
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const columns = (kind === 'users' ? userColumns : historyColumns) as ExportColumn<unknown>[];
  return rows.map((row) => csvRow(columns.map(({ cell }) => cell(row)))).join('');
}
