import { createFrameSplitter, encodeFrame } from './frames.js';

/**
 * What a sandboxed process does: it answers each frame of stdin with one on stdout, in turn, and ends with its input. An
 * empty frame at the start says that it is ready. Nothing but frames may reach stdout.
 *
 * @param limit Longest frame that is taken, in bytes.
 */
export function serveFrames(limit: number, answer: (frame: Buffer) => Promise<Uint8Array>): void {
  const splitter = createFrameSplitter(limit);
  let turn: Promise<void> = Promise.resolve();
  process.stdin.on('data', (chunk: Buffer) => {
    for (const frame of splitter.push(chunk)) turn = turn.then(async () => send(await answer(frame)));
  });
  process.stdin.on('end', () => process.exit(0));
  send(new Uint8Array());
}

export function silenceConsole(): void {
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const)
    console[method] = () => undefined;
}

function send(payload: Uint8Array): void {
  for (const piece of encodeFrame(payload)) process.stdout.write(piece);
}
