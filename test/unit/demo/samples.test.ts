import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSamples } from '../../../prisma/demo/samples.js';
import { sniffFormat } from '../../../src/documents/sniff.js';
import { projectRoot } from '../../../src/project-root.js';

const { uploads, vacancies, expected } = loadSamples();
const files = uploads.map(({ file }) => file);
const filesIn = (folder: string): string[] =>
  readdirSync(join(projectRoot, 'prisma', 'samples', folder)).sort();

describe('the samples', () => {
  it('give every CV a person who sends it and an expectation', () => {
    expect(files.toSorted()).toEqual(filesIn('cvs'));
    expect(Object.keys(expected.cvs).toSorted()).toEqual(filesIn('cvs'));
  });

  it('give every vacancy an expectation that names CVs', () => {
    expect(vacancies.map(({ file }) => file).toSorted()).toEqual(filesIn('vacancies'));
    expect(Object.keys(expected.vacancies).toSorted()).toEqual(filesIn('vacancies'));
    expect(Object.keys(expected.rankings).toSorted()).toEqual(filesIn('vacancies'));
    for (const { first, leading, notInFirstFive } of Object.values(expected.rankings)) {
      expect(files).toEqual(expect.arrayContaining([...first, ...leading.among, ...notInFirstFive]));
    }
  });

  it('cover the formats, the five stages and the ways in which a document cannot be read', () => {
    expect(new Set(files.map((file) => file.split('.').at(-1)))).toEqual(new Set(['pdf', 'docx', 'txt']));
    const truths = Object.values(expected.cvs);
    expect(new Set(truths.map(({ stage }) => stage ?? null).filter(Boolean)).size).toBe(5);
    expect(truths.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['encrypted', 'corrupt']));
  });

  it.each(uploads.map(({ file, bytes }) => ({ file, bytes })))(
    'are what they are called: $file',
    async (sample) => {
      expect(await sniffFormat(sample.bytes)).toBe(sample.file.split('.').at(-1));
    },
  );

  it('are fictional: addresses of example.org and telephone numbers set aside for drama', () => {
    for (const { email, phone } of uploads) {
      expect(email).toMatch(/@example\.org$/);
      expect(phone).toMatch(/^07700 900\d{3}$/);
    }
  });
});
