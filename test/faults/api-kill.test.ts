import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../src/config.js';
import { projectRoot } from '../../src/project-root.js';
import { createDiskStorage } from '../../src/storage/disk.js';
import { APPLICANT, SECRET, textCv } from '../fixtures/api.js';
import { createTestDatabase, type TestDatabase } from '../fixtures/database.js';
import { killStarted, startProcess, type StartedProcess } from '../fixtures/processes.js';
import { APPLICANT_PARTS, formOf, uploadHead } from '../fixtures/raw-http.js';

let test: TestDatabase;
let dataDir: string;
beforeEach(async () => {
  test = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'ot-match-kill-'));
});
afterEach(async () => {
  killStarted();
  await test.drop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Server extends StartedProcess {
  readonly port: number;
}

async function startServer(): Promise<Server> {
  const started = startProcess(process.execPath, [join(projectRoot, 'dist', 'src', 'server.js')], {
    env: environmentWith({
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: test.url,
      REDIS_URL: '',
      DATA_DIR: dataDir,
      LINK_SECRET: SECRET,
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: '100000',
    }),
  });
  const [line] = await started.says(/\{.*"the API is ready".*\}/);
  return { ...started, port: (JSON.parse(line) as { port: number }).port };
}

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/** As the hourly sweep does, but without waiting for anything to grow old. */
async function sweep(): Promise<void> {
  const storage = await createDiskStorage({ root: join(dataDir, 'files') });
  await storage.sweep({
    partsOlderThanMs: 0,
    objectsOlderThanMs: 0,
    async isKept(keys) {
      const rows = await test.database.prisma.cv.findMany({ where: { storageKey: { in: [...keys] } } });
      return new Set(rows.map(({ storageKey }) => storageKey));
    },
  });
}

/** Uploads under a key of its own; null when the server went away before it answered. */
async function upload(
  port: number,
  file: string,
  key: string,
): Promise<{ status: number; id: string } | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(APPLICANT)) form.append(name, value);
  form.append('file', new Blob([file]), 'cv.txt');
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/cvs`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: form,
    });
    const { id } = (await answer.json()) as { id: string };
    return { status: answer.status, id };
  } catch {
    return null;
  }
}

async function startUpload(port: number, body: Buffer, key: string, until: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(uploadHead({ 'Content-Length': String(body.length), 'Idempotency-Key': key }));
  await new Promise((resolve) => socket.write(body.subarray(0, until), resolve));
  return socket;
}

describe('the API killed', () => {
  it.each([10, 50, 99])(
    'after %i per cent of an upload: the same upload again is exactly one CV',
    async (percent) => {
      const file = textCv() + 'More of the same. '.repeat(100_000);
      const form = formOf([...APPLICANT_PARTS, { name: 'file', fileName: 'cv.txt', body: file }]);
      const first = await startServer();
      await startUpload(first.port, form, 'the-key', Math.floor((form.length * percent) / 100));
      await expect
        .poll(async () => (await storedFiles()).some((name) => name.endsWith('.part')), { timeout: 20_000 })
        .toBe(true);
      first.child.kill('SIGKILL');
      await first.ended;
      const second = await startServer();
      expect(await upload(second.port, file, 'the-key')).toMatchObject({ status: 202 });
      await sweep();
      expect(await test.database.prisma.cv.count()).toBe(1);
      expect(await test.database.prisma.candidate.count()).toBe(1);
      expect(await storedFiles()).toHaveLength(1);
    },
  );

  it('in the middle of forty uploads at once: nothing acknowledged is lost, and nothing is there twice', async () => {
    const uploads = Array.from({ length: 40 }, (_, index) => ({ file: textCv(), key: `key-${index}` }));
    const first = await startServer();
    let answered = 0;
    const before = await Promise.all(
      uploads.map(async ({ file, key }) => {
        const answer = await upload(first.port, file, key);
        if (answer && (answered += 1) === 10) first.child.kill('SIGKILL');
        return answer;
      }),
    );
    await first.ended;
    const acknowledged = before.filter((answer) => answer?.status === 202).map((answer) => answer?.id);
    expect(acknowledged.length).toBeGreaterThanOrEqual(10);
    const ids = async (): Promise<string[]> => (await test.database.prisma.cv.findMany()).map(({ id }) => id);
    expect(await ids()).toEqual(expect.arrayContaining(acknowledged));

    const second = await startServer();
    const after = await Promise.all(uploads.map(({ file, key }) => upload(second.port, file, key)));
    expect(after.map((answer) => answer?.status)).toEqual(uploads.map(() => 202));
    before.forEach((answer, index) => {
      if (answer?.status === 202) expect(after[index]?.id).toBe(answer.id);
    });
    await sweep();
    expect(await ids()).toHaveLength(40);
    expect(await test.database.prisma.candidate.count()).toBe(40);
    const keys = (await test.database.prisma.cv.findMany()).map(({ storageKey }) =>
      storageKey.split('/').at(-1),
    );
    expect((await storedFiles()).sort()).toEqual(keys.sort());
  });
});

describe('the API told to stop', () => {
  it('finishes the upload that is arriving, takes no new ones and ends with 0', async () => {
    const form = formOf([...APPLICANT_PARTS, { name: 'file', fileName: 'cv.txt', body: textCv() }]);
    const server = await startServer();
    const socket = await startUpload(server.port, form, 'slow', form.length - 50);
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    // Until the server has the beginning of it.
    await server.says(/"the API is ready"/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.child.kill('SIGTERM');
    await server.says(/"the API stops"/);
    await expect.poll(() => upload(server.port, textCv(), 'new')).toBeNull();
    socket.write(form.subarray(form.length - 50));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 202/);
    expect(await server.ended).toBe(0);
    expect(await test.database.prisma.cv.count()).toBe(1);
  });

  it('cuts off what will not end, and leaves nothing of it', async () => {
    const file = 'More of the same. '.repeat(50_000);
    const form = formOf([...APPLICANT_PARTS, { name: 'file', fileName: 'cv.txt', body: file }]);
    const server = await startServer();
    await startUpload(server.port, form, 'never-ending', form.length - 50);
    await expect.poll(async () => (await storedFiles()).length, { timeout: 20_000 }).toBe(1);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await storedFiles()).toEqual([]);
  });
});

describe('the API started', () => {
  it('on a database that lacks migrations says so and ends', async () => {
    await test.database.prisma.$executeRaw`DELETE FROM "_prisma_migrations"`;
    const server = startProcess(process.execPath, [join(projectRoot, 'dist', 'src', 'server.js')], {
      env: environmentWith({ DATABASE_URL: test.url, DATA_DIR: dataDir, PORT: '0', REDIS_URL: '' }),
    });
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(/lacks .*npm run migrate/);
  });

  it('while the database is away waits for it, and says meanwhile that it is not ready', async () => {
    const server = startProcess(process.execPath, [join(projectRoot, 'dist', 'src', 'server.js')], {
      env: environmentWith({
        DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none',
        DATA_DIR: dataDir,
        PORT: '0',
        REDIS_URL: '',
        LOG_LEVEL: 'info',
      }),
    });
    const [line] = await server.says(/\{.*"the API is ready".*\}/);
    const { port } = JSON.parse(line) as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(503);
    expect((await upload(port, textCv(), 'k'))?.status).toBe(503);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
