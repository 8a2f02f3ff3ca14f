import { z } from 'zod';
import { MAX_PAGES } from '../limits.js';
import { compiledProgram } from '../sandbox/launch.js';
import { startSandboxedWorker, type SandboxedWorker } from '../sandbox/sandboxed-process.js';
import { PNG_SIGNATURE } from './encode-png.js';
import type { PlacedPage } from './placed-page.js';
import { makeRequest, type ViewRequest } from './request.js';
import { createResting } from './resting.js';
import { createTurns, ViewerBusyError } from './turns.js';

/** A PDF, a photo or a scan whose bytes are taken out of storage only when it is its turn. */
export interface ViewedDocument {
  /** The same for the same document. */
  readonly key: string;
  readonly load: () => Promise<Uint8Array>;
}

/**
 * Both reject with ViewerBusyError where too many others wait, the turn does not come in time or `load` takes too long, and
 * with what `load` rejects with. A document that ended the process, as by taking too long, has no pages and no places for
 * ten minutes.
 */
export interface PageViewer {
  /** A page as a PNG; null where it cannot be drawn, or is not there. @param page From 1. */
  picture(document: ViewedDocument, page: number): Promise<Uint8Array | null>;
  /** Where the text of a PDF stands, page by page, and how large the pages are; null where that cannot be told. */
  places(document: ViewedDocument): Promise<readonly PlacedPage[] | null>;
  close(): Promise<void>;
}

export interface PageViewerOptions {
  /** Wall clock for one page or one document's places. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** How long a request waits for its turn; the text of the CV is there meanwhile. Default: 8 seconds. */
  readonly patienceMs?: number;
  /** How many requests wait at once before others are sent away. Default: 100. */
  readonly mostWaiting?: number;
}

type Wanted = Pick<ViewRequest, 'kind' | 'page'>;

/** A process nobody asks anything of for so long ends. */
const IDLE_MS = 60_000;
/** Processor time of a process in its whole life; it is replaced long before. */
const CPU_SECONDS = 300;
const MOST_SERVED = 200;
/** More people than ever wait for one process. */
const MOST_WAITING = 100;
const PATIENCE_MS = 8_000;
/** A document that took too long once does so again. */
const REST_MS = 10 * 60_000;

const share = z.number().min(-100).max(100);
const piece = z.tuple([z.string().max(10_000), share, share, share, share, share, share]);
const placedPages: z.ZodType<PlacedPage[]> = z
  .array(
    z.object({
      page: z.int().min(1).max(MAX_PAGES),
      width: z.number().positive(),
      height: z.number().positive(),
      pieces: z.array(piece),
    }),
  )
  .max(MAX_PAGES);

/** For a storage that does not answer, so that one document does not keep the others from their turn. */
function rejectAfter(timeoutMs: number): Promise<never> {
  return new Promise((_, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    signal.addEventListener('abort', () => reject(new ViewerBusyError('storage does not answer')));
  });
}

/**
 * Draws pages and finds places in one sandboxed process, started when somebody looks at a document and ended when nobody
 * does for a minute. One request at a time.
 */
export function createPageViewer(options: PageViewerOptions): PageViewer {
  const { timeoutMs, memoryMb, patienceMs = PATIENCE_MS, mostWaiting = MOST_WAITING } = options;
  const inTurn = createTurns({ mostWaiting, patienceMs });
  const resting = createResting(REST_MS);
  let running: Promise<SandboxedWorker> | null = null;
  let served = 0;
  let closed = false;
  const isClosed = (): boolean => closed;
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = running;
    running = null;
    served = 0;
    const worker = await ending?.catch(() => null);
    await worker?.kill();
  }

  async function ask(document: ViewedDocument, wanted: Wanted): Promise<Buffer | null> {
    const { key, load } = document;
    if (isClosed() || resting.has(key)) return null;
    const bytes = await Promise.race([load(), rejectAfter(timeoutMs)]);
    // Closed meanwhile: a process that starts now would be ended by nobody.
    if (isClosed()) return null;
    clearTimeout(idle);
    running ??= startSandboxedWorker({
      memoryMb,
      cpuSeconds: CPU_SECONDS,
      waitedFor: true,
      program: compiledProgram('viewer/child.js'),
    });
    const worker = await running.catch(async (error: unknown) => {
      await end();
      throw error;
    });
    const isFresh = served === 0;
    const answered = await worker.ask(makeRequest({ ...wanted, bytes }), timeoutMs);
    served += 1;
    if (answered.kind === 'death') {
      await end();
      if (answered.cause === 'starved') throw new ViewerBusyError('the machine is too busy to draw');
      // Others may have used up what the process had of time and memory: a fresh one tells whether it was this document.
      if (!isFresh && answered.cause !== 'timeout') return ask(document, wanted);
      resting.add(key);
      return null;
    }
    if (served >= MOST_SERVED) await end();
    else idle = setTimeout(() => void end(), IDLE_MS).unref();
    return answered.payload.byteLength > 0 ? answered.payload : null;
  }

  return {
    async picture(document, page) {
      if (resting.has(document.key)) return null;
      const png = await inTurn(() => ask(document, { kind: 'picture', page }));
      return png?.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE) ? png : null;
    },
    async places(document) {
      if (resting.has(document.key)) return null;
      const json = await inTurn(() => ask(document, { kind: 'places', page: 0 }));
      if (json === null) return null;
      try {
        return placedPages.parse(JSON.parse(json.toString('utf8')));
      } catch {
        // The process has parsed a hostile file: what is no answer is none.
        await end();
        return null;
      }
    },
    async close() {
      closed = true;
      await end();
    },
  };
}
