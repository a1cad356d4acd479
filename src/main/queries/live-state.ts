import type { StatusAnswer } from '../../shared/contract/log.ts';
import type { IngestState } from '../ingest/ingest-state.ts';

/** What only the writer knows of the moment; it comes by mailbox. */
export type LiveState = IngestState & Pick<StatusAnswer, 'log'>;
