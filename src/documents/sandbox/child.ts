import { readDocument } from '../read-document.js';
import { MAX_DOCUMENT_BYTES } from '../limits.js';
import type { Answer } from './answer.js';
import { createFrameSplitter, encodeFrame } from './frames.js';
import { WARM_UP_PDF } from './warm-up.js';

/**
 * The process that parses. It reads documents from stdin, one frame each, answers on stdout, and ends with its input.
 * It has no secrets, no network, no files but its own program where the platform can forbid them, and whatever a
 * document does to it ends here.
 */
/** Set by `launchSandboxed`: milliseconds of one document for recognising pictures. */
const recognitionMs = Number(process.argv[2] ?? 0);
const splitter = createFrameSplitter(MAX_DOCUMENT_BYTES);
let turn: Promise<void> = Promise.resolve();

/** Nothing but frames may reach stdout. */
function silenceConsole(): void {
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const)
    console[method] = () => undefined;
}

async function read(document: Buffer): Promise<void> {
  const reading = await readDocument(document, recognitionMs);
  const { user, system } = process.cpuUsage();
  const answer: Answer = {
    reading,
    residentBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1e6,
  };
  send(Buffer.from(JSON.stringify(answer)));
}

function send(payload: Uint8Array): void {
  for (const piece of encodeFrame(payload)) process.stdout.write(piece);
}

silenceConsole();
await readDocument(WARM_UP_PDF, 0);
process.stdin.on('data', (chunk: Buffer) => {
  for (const document of splitter.push(chunk)) turn = turn.then(() => read(document));
});
process.stdin.on('end', () => process.exit(0));
// An empty frame: ready.
send(new Uint8Array());
