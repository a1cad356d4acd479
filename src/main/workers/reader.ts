import { join } from 'node:path';
import { type MessagePort, workerData } from 'node:worker_threads';
import { FaultError } from '../../shared/contract/fault.ts';
import { parseLogAddress } from '../../shared/log/log-address.ts';
import type { IngestState } from '../ingest/ingest-state.ts';
import type { LiveState } from '../queries/live-state.ts';
import { openQuestions } from '../rpc/question-router.ts';
import { portServer } from '../rpc/serve-port.ts';
import { openReader } from '../store/read/open-reader.ts';
import { readAhead } from '../store/read/read-ahead.ts';
import { noteError } from './app-log.ts';
import { entryBeside } from './entry-beside.ts';
import { liveState, notYetRead } from './live-state.ts';
import type { ReaderStart } from './mailbox.ts';
import { runWorker, type Workshop } from './run-worker.ts';

await runWorker(async () => openReaderShop(workerData as ReaderStart));

function openReaderShop({ folder, address: text }: ReaderStart): Workshop {
  const address = parseLogAddress(text);
  if (!address.ok) throw new FaultError({ code: 'bad_log_address', text: address.error });
  const file = join(folder, 'read.db');
  const reader = openReader({ file });
  let live: LiveState = liveState(address.value, notYetRead);
  const ahead = readAhead(reader, {
    ...{ file, onFailure: noteError },
    loaderUrl: entryBeside(import.meta.url, 'loader'),
  });
  const { router, touch } = openQuestions({ reader, live: () => live, whole: ahead.whole });
  const serve = portServer(router, noteError);
  return {
    serve: (port: MessagePort) => serve(port, {}),
    hear: (reading: IngestState) => {
      live = liveState(address.value, reading);
      touch();
    },
    close: async () => {
      ahead.stop();
      await ahead.whole.catch(() => undefined);
      reader.close();
    },
  };
}
