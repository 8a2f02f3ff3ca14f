import { connect, type Socket } from 'node:net';

/** What a scanner says of a document. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly signature: string };

/** The scanner cannot be reached, or does not answer: that says nothing of the document. */
export class ScannerAwayError extends Error {
  override readonly name = 'ScannerAwayError';
}

export interface VirusScanner {
  /**
   * @throws ScannerAwayError when the scanner is away or takes too long, and another Error when it cannot say: what was
   *   not scanned is not read.
   */
  scan(bytes: Uint8Array): Promise<Verdict>;
}

const CHUNK_BYTES = 64 * 1024;
/** clamd reads its signatures anew for half a minute now and then, and answers nobody meanwhile. */
const TIMEOUT_MS = 60_000;
/** Longest answer that is taken in: the name of a signature and a word. */
const MOST_ANSWER = 4_096;

/**
 * A scanner that hands documents to ClamAV's daemon (clamd(8), INSTREAM): nothing touches a disk.
 *
 * @param url `tcp://HOST:PORT` or `unix:PATH`, as in CLAMD_URL.
 */
export function createVirusScanner(url: string, timeoutMs: number = TIMEOUT_MS): VirusScanner {
  const address = addressOf(url);
  return {
    async scan(bytes) {
      const answer = await ask(connect(address), bytes, timeoutMs);
      if (/^stream: OK$/.test(answer)) return { clean: true };
      const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1];
      if (signature === undefined) throw new Error(`clamd answers: ${answer.slice(0, 100) || 'nothing'}`);
      return { clean: false, signature };
    },
  };
}

function addressOf(url: string): { path: string } | { host: string; port: number } {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3_310) };
}

function ask(socket: Socket, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const timer = setTimeout(() => socket.destroy(new ScannerAwayError('clamd does not answer')), timeoutMs);
    let reached = false;
    socket.on('connect', () => {
      reached = true;
      send(socket, bytes);
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      if (answer.length > MOST_ANSWER) socket.destroy(new Error('clamd answers too much'));
    });
    // It may have answered, and closed its side, before it has taken in all of a document that is too large.
    socket.on('error', (error) => {
      if (answer !== '') resolve(trimmed(answer));
      else reject(reached ? error : new ScannerAwayError(error.message, { cause: error }));
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(trimmed(answer));
    });
  });
}

function send(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    socket.write(lengthOf(chunk.byteLength));
    socket.write(chunk);
  }
  socket.write(lengthOf(0));
}

function lengthOf(length: number): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(length);
  return header;
}

function trimmed(answer: string): string {
  return answer.replace(/\0[\s\S]*$/, '').trim();
}
