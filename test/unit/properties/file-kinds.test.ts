import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../../prisma/samples/render-docx.js';
import { renderPdf } from '../../../prisma/samples/render-pdf.js';
import { renderText } from '../../../prisma/samples/render-text.js';
import { parseSampleSource, type Layout, type SampleSource } from '../../../prisma/samples/sample-source.js';
import { readDocument } from '../../../src/documents/read-document.js';
import { featuresOfText } from './cvs.js';

/** Every sample CV of the demonstration. */
const SAMPLES = readdirSync('prisma/samples/sources').map((file) => file.replace(/\.md$/, ''));

/** One column and no page header: a plain text file has neither. */
function sourceOf(name: string, layout: Layout): SampleSource {
  const source = parseSampleSource(readFileSync(`prisma/samples/sources/${name}.md`, 'utf8'));
  return { layout, header: null, blocks: source.blocks.map((block) => ({ ...block, side: false })) };
}

async function featuresOfFile(bytes: Uint8Array) {
  const { outcome, text } = await readDocument(bytes);
  expect(outcome).toBe('read');
  return featuresOfText(text);
}

describe('one CV as PDF, Word file and plain text', () => {
  it.each(SAMPLES)('gives one profile: %s', { timeout: 60_000 }, async (name) => {
    const plain = await featuresOfFile(Buffer.from(renderText(sourceOf(name, 'text'))));
    expect(Object.keys(plain.strengths).length).toBeGreaterThan(2);
    expect(await featuresOfFile(await renderDocx(sourceOf(name, 'docx')))).toEqual(plain);
    expect(await featuresOfFile(await renderPdf(sourceOf(name, 'classic')))).toEqual(plain);
  });
});
