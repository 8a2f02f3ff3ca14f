import { createDocumentReader, type DocumentReader, type DocumentReaderOptions } from './reader.js';
import { createTurns } from './viewer/turns.js';

/** A process nobody asks anything of for so long ends. */
const IDLE_MS = 60_000;
const MOST_WAITING = 10;
const PATIENCE_MS = 10_000;

/**
 * Reads a document now and then, as the API does while somebody waits: one at a time, in a sandboxed process that is
 * started when it is needed and ended when nobody needs it for a minute.
 *
 * @returns a reader whose `read` rejects with ViewerBusyError too, where too many wait or the turn does not come in time.
 */
export function createOccasionalReader(
  options: Omit<DocumentReaderOptions, 'processes'>,
): Pick<DocumentReader, 'read' | 'close'> {
  const inTurn = createTurns({ mostWaiting: MOST_WAITING, patienceMs: PATIENCE_MS });
  let reader: DocumentReader | null = null;
  let idle: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = reader;
    reader = null;
    await ending?.close();
  };
  return {
    read: (bytes) =>
      inTurn(async () => {
        clearTimeout(idle);
        reader ??= createDocumentReader({ ...options, processes: 1 });
        try {
          return await reader.read(bytes);
        } finally {
          idle = setTimeout(() => void close(), IDLE_MS);
          idle.unref();
        }
      }),
    close,
  };
}
