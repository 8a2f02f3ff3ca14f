import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFParse } from 'pdf-parse';
import { renderPdf } from '../../prisma/samples/render-pdf.js';
import { createDocumentReader } from '../../src/documents/reader.js';
import { startReaderProcess } from '../../src/documents/sandbox/reader-process.js';
import { samplePdfSources } from './corpus.js';
import type { Bench, Contender } from './harness.js';
import { compare } from './harness.js';
import { inParallel } from './upload-client.js';

const run = promisify(execFile);
const CVS = 36;

/** From the bytes of a PDF to its text, in the sandboxed processes that the worker uses. */
export const extraction: Bench = {
  name: 'extraction',
  async run(rounds) {
    const sources = samplePdfSources();
    const files: Buffer[] = [];
    for (let index = 0; index < CVS; index += 1) {
      const source = sources[index % sources.length];
      if (source) files.push(await renderPdf(source));
    }
    const folder = mkdtempSync(join(tmpdir(), 'ot-match-pdf-'));
    const paths = files.map((bytes, index) => {
      const path = join(folder, `${index}.pdf`);
      writeFileSync(path, bytes);
      return path;
    });
    const limits = { timeoutMs: 20_000, memoryMb: 512 };
    const one = createDocumentReader({ processes: 1, ...limits });
    const two = createDocumentReader({ processes: 2, ...limits });
    const reading = (name: string, reader: typeof one, width: number): Contender => ({
      name,
      amount: CVS,
      async round() {
        await inParallel(CVS, width, async (index) => {
          const { outcome } = await reader.read(files[index] ?? new Uint8Array());
          if (outcome !== 'read') throw new Error(`a sample came out as ${outcome}`);
        });
        return undefined;
      },
    });
    const contenders: Contender[] = [
      reading('sandboxed pool, 1 process', one, 1),
      reading('sandboxed pool, 2 processes', two, 2),
      {
        name: 'bare pdf-parse',
        amount: CVS,
        anchor: true,
        async round() {
          for (const bytes of files) {
            const parser = new PDFParse({ data: new Uint8Array(bytes) });
            await parser.getText();
            await parser.destroy();
          }
          return undefined;
        },
      },
    ];
    const { pages, residentMb } = await measureProcess(files);
    const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
    if (hasPdftotext) {
      contenders.push({
        name: 'pdftotext',
        amount: CVS,
        anchor: true,
        async round() {
          for (const path of paths) await run('pdftotext', [path, '-']);
          return undefined;
        },
      });
    }
    try {
      return [
        {
          title: 'Reading a PDF of one or two pages',
          unit: 'CV',
          rounds,
          rows: await compare(contenders, rounds),
          facts: { 'pages per CV': pages / CVS, 'memory of one process over these CVs, MB': residentMb },
          notes: [
            hasPdftotext
              ? 'pdftotext: the native program, one process per file. pdf-parse: in this process, unguarded. The pool also tells columns, finds hidden text and checks what comes back.'
              : 'pdftotext is not installed (poppler-utils), so that row is missing.',
          ],
        },
      ];
    } finally {
      await one.close();
      await two.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Pages of all files, and the most resident memory that a process of the pool has after any of them. */
async function measureProcess(files: readonly Buffer[]): Promise<{ pages: number; residentMb: number }> {
  const process = await startReaderProcess({ memoryMb: 512, cpuSeconds: 120, recognitionMs: 0 });
  let pages = 0;
  let residentBytes = 0;
  try {
    for (const bytes of files) {
      const result = await process.read(bytes, 60_000);
      if (result.kind !== 'answer') throw new Error(`a process ended over a sample: ${result.cause}`);
      pages += result.answer.reading.pages.length;
      residentBytes = Math.max(residentBytes, result.answer.residentBytes);
    }
  } finally {
    await process.kill();
  }
  return { pages, residentMb: residentBytes / 1024 / 1024 };
}
