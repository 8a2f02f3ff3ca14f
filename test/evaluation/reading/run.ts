import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDocumentReader } from '../../../src/documents/reader.js';
import { projectRoot } from '../../../src/project-root.js';
import { measureFiles, type Sample } from './measure-files.js';
import { printReading } from './print-reading.js';
import { findPrograms } from './programs.js';
import { makeSamples } from './make-samples.js';
import type { Resume } from './plain-page.js';
import { missesOf } from './thresholds.js';
import { writeReadingTable } from './write-readme.js';

const RESUMES = join(projectRoot, 'test', 'evaluation', 'reading', 'resumes');
const THEMES_FOLDER = join(projectRoot, 'node_modules', '.cache', 'ot-match-reading');

const { values } = parseArgs({
  options: { json: { type: 'string' }, keep: { type: 'string' }, readme: { type: 'boolean' } },
});
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'ot-match-reading-'));
mkdirSync(folder, { recursive: true });
const resumes = readdirSync(RESUMES)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(RESUMES, name), 'utf8')) as Resume);
const programs = findPrograms();
const reader = createDocumentReader({ processes: 1, timeoutMs: 60_000, memoryMb: 512 });
try {
  const samples: readonly Sample[] = await makeSamples(resumes, programs, { folder, themes: THEMES_FOLDER });
  const figures = await measureFiles(samples, reader);
  console.log(printReading(figures, programs));
  if (values.readme === true) writeReadingTable(join(projectRoot, 'README.md'), figures);
  const misses = missesOf(figures);
  if (misses.length > 0) {
    console.error(['', 'Below what is asked of a reading:', ...misses].join('\n'));
    process.exitCode = 1;
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await reader.close();
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
