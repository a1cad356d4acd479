import { useEffect, useRef, useState } from 'react';
import type { ExportSource } from '../../domain-ui/export-source.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { exportFileName } from './export-file-name.ts';
import { coverageOf, type ExportHead } from './export-head.ts';
import { exportPages } from './export-pages.ts';
import { type ExportProgress, runExport } from './run-export.ts';
import { saveFile } from './save-file.ts';

/** Where an export stands. */
export type ExportState =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'running'; readonly since: number } & ExportProgress)
  | { readonly kind: 'saved'; readonly name: string; readonly rows: number }
  | { readonly kind: 'failed'; readonly text: string };

const types = { csv: 'text/csv;charset=utf-8', ndjson: 'application/x-ndjson' } as const;

/** Runs one export at a time; it stops when asked to, or when its button goes away. */
export function useExport(source: ExportSource) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const stop = () => running.current?.abort();
  useEffect(() => () => running.current?.abort(), []);
  const start = async (format: 'csv' | 'ndjson') => {
    const head = headOf(source);
    if (!head) return;
    const control = new AbortController();
    running.current = control;
    const since = performance.now();
    setState({ kind: 'running', since, done: 0, total: 0 });
    try {
      const pages = exportPages(source, head.cut, control.signal);
      const onProgress = (progress: ExportProgress) => {
        control.signal.throwIfAborted();
        setState({ kind: 'running', since, ...progress });
      };
      const { kind } = source;
      const { parts, rows } = await runExport({ kind, format, head, pages, onProgress });
      const name = exportFileName(head.what, { log: head.log.title, moment: head.moment, format });
      saveFile(name, parts, types[format]);
      setState({ kind: 'saved', name, rows });
    } catch (error) {
      const isStopped = control.signal.aborted;
      setState(isStopped ? { kind: 'idle' } : { kind: 'failed', text: faultOf(error).text });
    }
  };
  return { state, start, stop };
}

// The cut is that of the moment of the press: what moves afterwards does not change the file.
function headOf(source: ExportSource): Omit<ExportHead, 'rows' | 'exactness'> | null {
  const { resolved, status } = usePlayheadStore.getState();
  if (!resolved || !status) return null;
  const { title, address } = status.log;
  return {
    what: source.kind === 'users' ? 'users' : `history of ${source.name}`,
    log: { title, address, identity: status.identity },
    cut: resolved.token,
    moment: resolved.last && new Date(resolved.last.tau).toISOString(),
    coverage: coverageOf(resolved.partitions, status.partitions),
    filters: source.kind === 'users' ? { ...source.filters } : { userId: source.userId },
    exportedAt: new Date().toISOString(),
  };
}
