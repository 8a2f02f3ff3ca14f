import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSampleSource, type SampleSource } from '../../prisma/samples/sample-source.js';
import { renderText } from '../../prisma/samples/render-text.js';
import { projectRoot } from '../../src/project-root.js';

const samples = join(projectRoot, 'prisma', 'samples');

/** Texts of the sample CVs, about 2 KB each. */
export function sampleTexts(): string[] {
  return sampleSources().map(renderText);
}

/** The sample CVs in the layouts of a readable PDF. */
export function samplePdfSources(): SampleSource[] {
  const layouts = ['classic', 'banner', 'serif', 'two-column', 'two-column-right'];
  return sampleSources().filter(({ layout }) => layouts.includes(layout));
}

function sampleSources(): SampleSource[] {
  return filesOf('sources').map(({ bytes }) => parseSampleSource(bytes.toString('utf8')));
}

/** Texts of real length: the sample CVs strung together to at least `length` characters each, one per sample. */
export function longTexts(length: number): string[] {
  const texts = sampleTexts();
  return texts.map((_, first) => {
    let text = '';
    for (let next = first; text.length < length; next += 1) text += `${texts[next % texts.length] ?? ''}\n`;
    return text;
  });
}

/** The sample CVs as files. */
export function sampleFiles(extension: string): { readonly name: string; readonly bytes: Buffer }[] {
  return filesOf('cvs').filter(({ name }) => name.endsWith(`.${extension}`));
}

/** The sample CVs in the formats that people send most. */
export function uploadableSamples(): { readonly name: string; readonly bytes: Buffer }[] {
  return ['pdf', 'docx', 'txt'].flatMap((extension) => sampleFiles(extension));
}

export function sampleVacancies(): string[] {
  return filesOf('vacancies').map(({ bytes }) => bytes.toString('utf8'));
}

function filesOf(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(join(samples, folder))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(samples, folder, name)) }));
}
