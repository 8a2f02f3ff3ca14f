import { once } from 'node:events';
import { MAX_ANSWER_BYTES } from './answer.js';
import { createFrameSplitter, encodeFrame } from './frames.js';
import type { SandboxedProcess } from './launch.js';

/** Characters of stderr that are kept, from its end. */
const LAST_WORDS = 4_000;

/** The frames that go to a process and come back, and how it ended. */
export interface Channel {
  /** Sends a frame; the answer is the next frame that comes, null when the process ends before one does. */
  ask(payload: Uint8Array): Promise<Buffer | null>;
  /** The next frame without having asked. */
  next(): Promise<Buffer | null>;
  /** Ends the process at once; resolves when it is gone. */
  kill(): Promise<void>;
  /** Signal, exit code and the end of stderr; meaningful once a frame has been null. */
  ending(): { signal: NodeJS.Signals | null; code: number | null; stderr: string };
}

/** A process that sends what is no frame is ended; frames that nobody waits for are dropped. */
export function openChannel(child: SandboxedProcess): Channel {
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  const splitter = createFrameSplitter(MAX_ANSWER_BYTES);
  let stderr = '';
  let gone = false;
  let settle: (frame: Buffer | null) => void = () => undefined;

  const end = (): void => {
    gone = true;
    settle(null);
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-LAST_WORDS);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      for (const frame of splitter.push(chunk)) settle(frame);
    } catch {
      child.kill('SIGKILL');
    }
  });
  // Writing to a process that has just died fails; its end is told by `close`.
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => {
    stderr += error.message;
    end();
  });
  child.on('close', end);

  function next(): Promise<Buffer | null> {
    return new Promise((resolve) => {
      settle = (frame) => {
        settle = () => undefined;
        resolve(frame);
      };
      if (gone) settle(null);
    });
  }

  return {
    next,
    ask(payload) {
      const answer = next();
      for (const piece of encodeFrame(payload)) child.stdin.write(piece);
      return answer;
    },
    async kill() {
      child.kill('SIGKILL');
      if (!gone) await exited.catch(() => undefined);
    },
    ending: () => ({ signal: child.signalCode, code: child.exitCode, stderr }),
  };
}
