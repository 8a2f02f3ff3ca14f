import { MAX_DOCUMENT_BYTES } from '../limits.js';
import { createFrameSplitter, encodeFrame } from '../sandbox/frames.js';
import { pictureOfPage } from './picture-of-page.js';
import { placeText } from './place-text.js';
import { REQUEST_HEADER, takeRequest } from './request.js';

/**
 * The process that draws pages and finds places, behind the same fences as the one that reads. It answers each request
 * with one frame; an empty one where there is nothing to show.
 */
const splitter = createFrameSplitter(MAX_DOCUMENT_BYTES + REQUEST_HEADER);
let turn: Promise<void> = Promise.resolve();

async function answer(frame: Buffer): Promise<void> {
  const { kind, page, bytes } = takeRequest(frame);
  const shown = kind === 'picture' ? pictureOfPage(bytes, page) : placeText(bytes).then(asJson);
  // What cannot be opened or drawn has no picture: the document itself is there to be looked at.
  const payload = (await shown.catch(() => null)) ?? new Uint8Array();
  for (const piece of encodeFrame(payload)) process.stdout.write(piece);
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

for (const method of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const)
  console[method] = () => undefined;
process.stdin.on('data', (chunk: Buffer) => {
  for (const frame of splitter.push(chunk)) turn = turn.then(() => answer(frame));
});
process.stdin.on('end', () => process.exit(0));
// An empty frame: ready.
for (const piece of encodeFrame(new Uint8Array())) process.stdout.write(piece);
