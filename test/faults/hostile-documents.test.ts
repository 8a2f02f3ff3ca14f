import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentReader, type DocumentReader } from '../../src/documents/reader.js';
import { createPageViewer } from '../../src/documents/viewer/page-viewer.js';
import { probeFences } from '../../src/documents/sandbox/fences.js';
import { projectRoot } from '../../src/project-root.js';
import { differences } from '../fixtures/documents/expected.js';
import { hostileDocuments } from '../fixtures/documents/hostile-documents.js';
import { HOSTILE_ROWS } from '../fixtures/documents/hostile-rows.js';
import { cvPdf } from '../fixtures/documents/hostile-pdfs.js';
import { viewed } from '../fixtures/documents/viewed.js';
import { waitUntil } from '../fixtures/wait-until.js';

/** As in production: what only takes long on a busy machine gets through. */
const LIMITS = { timeoutMs: 20_000, memoryMb: 512 };
/** For documents that hang: nobody needs to wait for them longer. */
const HASTY_MS = 6_000;
/** Within which the next CV is read, on a machine that has its processors to itself. */
const NEXT_MS = 5_000;
const IS_LINUX = process.platform === 'linux';

const canary = createServer((socket) => socket.destroy());
let calls = 0;
canary.on('connection', () => (calls += 1)).listen(0, '127.0.0.1');
await once(canary, 'listening');
const documents = await hostileDocuments(`http://127.0.0.1:${(canary.address() as AddressInfo).port}/`);
const goodCv = await cvPdf();
const hostile = (name: string): Buffer => {
  const document = documents.find((one) => one.name === name);
  if (!document) throw new Error(`no hostile document ${name}`);
  return document.bytes;
};

/** Process ids of the readers that a process has started, as the kernel lists them. */
function readersOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parentPid = /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
        return (
          Number(parentPid) === parent &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox/child.js')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** How many processes want each processor, at least 1: what each thing takes longer on a busy machine. */
function crowding(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}

let reader: DocumentReader;

describe('a hostile document', () => {
  let hasty: DocumentReader;
  let slowest = { ms: 0, after: '' };
  beforeAll(() => {
    reader = createDocumentReader({ processes: 1, ...LIMITS });
    hasty = createDocumentReader({ processes: 1, ...LIMITS, timeoutMs: HASTY_MS });
  });
  afterAll(async () => {
    await Promise.all([reader.close(), hasty.close()]);
    canary.close();
    console.log(`Slowest next CV: ${Math.round(slowest.ms)} ms, after ${slowest.after}`);
  });

  it.each(documents)(
    '$name ends as it must, and the next CV is read soon',
    async ({ name, bytes, expected }) => {
      const itsReader = [expected.outcome].flat().includes('timed_out') ? hasty : reader;
      const reading = await itsReader.read(bytes);
      expect(differences(expected, reading)).toEqual([]);
      expect(reading.pages.every(({ start, end }) => start <= end && end <= reading.text.length)).toBe(true);
      const before = performance.now();
      expect((await itsReader.read(goodCv)).outcome).toBe('read');
      const ms = performance.now() - before;
      if (ms > slowest.ms) slowest = { ms, after: name };
      expect(ms).toBeLessThan(NEXT_MS * crowding());
    },
  );

  it('calls nobody', () => {
    expect(calls).toBe(0);
  });
});

describe('a page of a hostile document', () => {
  const viewer = createPageViewer({ ...LIMITS, timeoutMs: HASTY_MS });
  afterAll(() => viewer.close());

  it.each([
    'billion-forms',
    'giant-image',
    'flate-500MB-spaces',
    '200k-pages',
    'circular-page-tree',
    '10M-textops',
  ])('%s is drawn or not, calls nobody, and the next one is drawn', async (name) => {
    const before = calls;
    await viewer.picture(viewed(hostile(name)), 1);
    await viewer.places({ ...viewed(hostile(name)), key: `${name}, again` });
    expect(await viewer.picture(viewed(goodCv), 1)).not.toBeNull();
    expect(calls).toBe(before);
  });

  it('that took too long is left alone for a while, whoever asks, and others among it are drawn', async () => {
    let loads = 0;
    const slow = {
      key: 'a drawing without end',
      load: () => {
        loads += 1;
        return Promise.resolve(hostile('billion-forms'));
      },
    };
    const patient = createPageViewer({ ...LIMITS, timeoutMs: HASTY_MS, patienceMs: 60_000 });
    try {
      const looks = await Promise.all(
        [slow, viewed(goodCv), slow, viewed(goodCv), slow].map((document) => patient.picture(document, 1)),
      );
      expect(looks.map((picture) => picture !== null)).toEqual([false, true, false, true, false]);
      expect(await patient.places(slow)).toBeNull();
      expect(loads).toBe(1);
    } finally {
      await patient.close();
    }
  });
});

describe('the hostile documents', () => {
  const names = documents.map(({ name }) => name);

  it.each(Object.entries(HOSTILE_ROWS))('stand for %s', (_, wanted) => {
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('have each a name of its own', () => {
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the pool of readers', () => {
  afterEach(() => reader.close());

  it('goes on with good CVs while a hostile one hangs', async () => {
    reader = createDocumentReader({ processes: 2, ...LIMITS, timeoutMs: HASTY_MS });
    const order: string[] = [];
    const note = async (bytes: Buffer): Promise<void> => {
      order.push((await reader.read(bytes)).outcome);
    };
    await Promise.all([hostile('billion-forms'), ...Array.from({ length: 8 }, () => goodCv)].map(note));
    expect(order).toEqual([
      ...Array.from({ length: 8 }, () => 'read'),
      expect.stringMatching(/^(timed_out|too_large)$/),
    ]);
  });

  it('starts afresh when a reader is killed over a document', async ({ skip }) => {
    skip(!IS_LINUX, 'finds the process in /proc');
    reader = createDocumentReader({ processes: 1, ...LIMITS });
    await reader.read(goodCv);
    const [victim = 0] = readersOf(process.pid);
    const reading = reader.read(hostile('200k-pages'));
    process.kill(victim, 'SIGKILL');
    expect((await reading).outcome).toBe('read');
    expect(readersOf(process.pid)).not.toContain(victim);
  });

  it('gives a document up when its readers are killed twice', async ({ skip }) => {
    skip(!IS_LINUX, 'finds the process in /proc');
    reader = createDocumentReader({ processes: 1, ...LIMITS });
    await reader.read(goodCv);
    const killed = new Set<number>();
    const reading = reader.read(hostile('billion-forms'));
    const hunt = setInterval(() => {
      for (const pid of readersOf(process.pid)) {
        if (!killed.has(pid) && killed.size < 2 && isBusy(pid)) {
          killed.add(pid);
          process.kill(pid, 'SIGKILL');
        }
      }
    }, 50);
    const { outcome, detail } = await reading;
    clearInterval(hunt);
    expect({ outcome, killed: killed.size }).toEqual({ outcome: 'too_large', killed: 2 });
    expect(detail).toContain('twice');
    expect((await reader.read(goodCv)).outcome).toBe('read');
  });

  it('ends its readers when it is closed, and rejects what they had in hand', async ({ skip }) => {
    skip(!IS_LINUX, 'finds the processes in /proc');
    reader = createDocumentReader({ processes: 1, ...LIMITS });
    await reader.read(goodCv);
    const pending = expect(reader.read(hostile('billion-forms'))).rejects.toThrow('closed');
    const waiting = expect(reader.read(goodCv)).rejects.toThrow('closed');
    await reader.close();
    await Promise.all([pending, waiting]);
    expect(readersOf(process.pid)).toEqual([]);
    await expect(reader.read(goodCv)).rejects.toThrow('closed');
  });

  it('leaves no reader behind when its own process is killed over a document that hangs', async ({
    skip,
  }) => {
    reader = createDocumentReader({ processes: 1, ...LIMITS });
    skip(!(await probeFences()).parentDeath, 'this machine cannot tie a process to its parent');
    const module = join(projectRoot, 'dist/src/documents/reader.js');
    const program =
      `const { createDocumentReader } = await import(${JSON.stringify(module)});` +
      'const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);' +
      'await createDocumentReader({ processes: 1, timeoutMs: 60000, memoryMb: 512 }).read(Buffer.concat(chunks));';
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    owner.stdin.end(hostile('billion-forms'));
    await waitUntil('the reader is at work', () => readersOf(owner.pid).some(isBusy));
    const [orphan = 0] = readersOf(owner.pid);
    owner.kill('SIGKILL');
    await waitUntil('the reader is gone', () => !isAlive(orphan));
  });
});

/** True once a process has used two seconds of processor time: it is past its start and at work on a document. */
function isBusy(pid: number): boolean {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]) > 200;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
