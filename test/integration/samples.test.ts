import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSamples } from '../../prisma/demo/samples.js';
import { renderText } from '../../prisma/samples/render-text.js';
import { parseSampleSource } from '../../prisma/samples/sample-source.js';
import { createDocumentReader } from '../../src/documents/reader.js';
import { projectRoot } from '../../src/project-root.js';

const { uploads, expected } = loadSamples();
const reader = createDocumentReader({ processes: 1, timeoutMs: 60_000, memoryMb: 512 });
afterAll(() => reader.close());

const readable = uploads.filter(({ file }) => expected.cvs[file]?.outcome === 'read');
const broken = uploads.filter(({ file }) => expected.cvs[file]?.outcome !== 'read');

/** Share of the words of a scan that may be misread. */
const MISREAD = 0.1;

/** Layouts set headings in capitals and choose their own bullets and separators, so words are compared, not lines. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}@.£%’']+/gu));
}

describe('the sample files', () => {
  it.each(readable)('hold every word of their source: $file', async ({ file, bytes }) => {
    const name = file.replace(/\.\w+$/, '.md');
    const markup = readFileSync(join(projectRoot, 'prisma', 'samples', 'sources', name), 'utf8');
    const source = parseSampleSource(markup);
    const reading = await reader.read(bytes);
    expect(reading.outcome).toBe('read');
    const found = wordsOf(reading.text);
    const words = [...wordsOf(`${source.header ?? ''}\n${renderText(source)}`)];
    const missing = words.filter((word) => !found.has(word));
    if (source.layout === 'scanned') expect(missing.length).toBeLessThan(words.length * MISREAD);
    else expect(missing).toEqual([]);
  });

  it.each(broken)('are told apart when they cannot be read: $file', async ({ file, bytes }) => {
    const { outcome, text } = await reader.read(bytes);
    expect({ outcome, text }).toEqual({ outcome: expected.cvs[file]?.outcome, text: '' });
  });
});
