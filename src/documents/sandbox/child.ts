import { readDocument } from '../read-document.js';
import { MAX_DOCUMENT_BYTES } from '../limits.js';
import type { Answer } from './answer.js';
import { serveFrames, silenceConsole } from './serve-frames.js';
import { WARM_UP_PDF } from './warm-up.js';

/**
 * The process that parses. It reads documents from stdin, one frame each, answers on stdout, and ends with its input.
 * It has no secrets, no network, no files but its own program where the platform can forbid them, and whatever a
 * document does to it ends here.
 */
/** Set by `launchSandboxed`: milliseconds of one document for recognising pictures. */
const recognitionMs = Number(process.argv[2] ?? 0);

async function read(document: Buffer): Promise<Buffer> {
  const reading = await readDocument(document, recognitionMs);
  const { user, system } = process.cpuUsage();
  const answer: Answer = {
    reading,
    residentBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1e6,
  };
  return Buffer.from(JSON.stringify(answer));
}

silenceConsole();
await readDocument(WARM_UP_PDF, 0);
serveFrames(MAX_DOCUMENT_BYTES, read);
