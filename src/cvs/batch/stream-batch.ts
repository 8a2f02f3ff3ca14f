import type { Request, Response } from 'express';
import { openEventStream } from '../../http/event-stream.js';
import type { CvWatch } from '../watch-cvs.js';
import type { BatchView } from './schema.js';

/** Changes that come so close together are one event. */
const GATHER_MS = 250;

/**
 * Streams the progress of a batch as Server-Sent Events: `progress` with how many files are in which state whenever that
 * has changed, and the end once nothing will change any more.
 */
export function streamBatch(
  { items }: BatchView,
  { watch, stopping }: { readonly watch: CvWatch; readonly stopping: AbortSignal },
  request: Request,
  response: Response,
): void {
  const stream = openEventStream(request, response, stopping);
  if (stream === null) return;
  const states = new Map(items.flatMap(({ cvId, state }) => (cvId === null ? [] : [[cvId, state]])));
  let gathering: NodeJS.Timeout | null = null;
  const tell = (): void => {
    gathering = null;
    const open = [...states.values()].filter((state) => state === 'received' || state === 'read');
    const unread = open.filter((state) => state === 'received').length;
    const status = `${states.size - open.length} of ${states.size} done, ${unread} still to be read`;
    stream.send('progress', status, { status, final: open.length === 0 });
    if (open.length === 0) stream.end();
  };
  const unwatch = [...states.keys()].map((cvId) =>
    watch.watch(cvId, ({ status }) => {
      states.set(cvId, status);
      gathering ??= setTimeout(tell, GATHER_MS);
    }),
  );
  tell();
  response.once('close', () => {
    if (gathering) clearTimeout(gathering);
    for (const end of unwatch) end();
  });
}
