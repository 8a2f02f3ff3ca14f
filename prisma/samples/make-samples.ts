/** Builds the files of `cvs/` from `sources/`. Run after changing a source: `npm run build && node dist/prisma/samples/make-samples.js`. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { projectRoot } from '../../src/project-root.js';
import { renderDocx } from './render-docx.js';
import { renderPdf, renderScan } from './render-pdf.js';
import { renderText } from './render-text.js';
import { parseSampleSource } from './sample-source.js';
import type { SampleSource } from './sample-source.js';

const folder = join(projectRoot, 'prisma', 'samples');

await mkdir(join(folder, 'cvs'), { recursive: true });
for (const name of (await readdir(join(folder, 'sources'))).sort()) {
  const source = parseSampleSource(await readFile(join(folder, 'sources', name), 'utf8'));
  const { extension, bytes } = await build(source);
  const file = name.replace(/md$/, extension);
  await writeFile(join(folder, 'cvs', file), bytes);
  console.log(`${file.padEnd(28)} ${bytes.length} bytes`);
}

async function build(source: SampleSource): Promise<{ extension: string; bytes: Buffer }> {
  switch (source.layout) {
    case 'docx':
    case 'docx-table':
      return { extension: 'docx', bytes: await renderDocx(source) };
    case 'text':
      return { extension: 'txt', bytes: Buffer.from(renderText(source)) };
    case 'text-1252':
      return { extension: 'txt', bytes: iconv.encode(renderText(source).replace(/\n/g, '\r\n'), 'win1252') };
    case 'scanned':
      return { extension: 'pdf', bytes: await renderScan(await renderPdf(source)) };
    case 'corrupt': {
      // An upload that broke off: the first part of the file, without page tree and cross-reference table.
      const whole = await renderPdf(source);
      return { extension: 'pdf', bytes: whole.subarray(0, Math.floor(whole.length * 0.4)) };
    }
    default:
      return { extension: 'pdf', bytes: await renderPdf(source) };
  }
}
