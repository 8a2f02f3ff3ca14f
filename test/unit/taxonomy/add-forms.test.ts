import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../src/project-root.js';
import { entriesWithForms } from '../../../src/taxonomy/add-forms.js';
import { readTaxonomy, TAXONOMY_DATA } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const entries = z.array(z.looseObject({ id: z.string() }));

it('gives entries that the data files take, and by which the new words are found', () => {
  const files = entriesWithForms(new Map([['spec.stroke', ['brain attack pathway', 'Stroke Unit']]]));
  expect(Object.keys(files)).toEqual(['specialisms.json']);
  const [entry] = files['specialisms.json'] ?? [];
  expect(entry?.forms?.slice(-1)).toEqual(['brain attack pathway']);

  const folder = mkdtempSync(join(tmpdir(), 'ot-match-forms-'));
  try {
    cpSync(join(projectRoot, TAXONOMY_DATA), folder, { recursive: true });
    const file = join(folder, 'specialisms.json');
    const written = entries.parse(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, JSON.stringify(written.map((one) => (one.id === entry?.id ? entry : one))));
    const found = (folderOfData: string) =>
      findConcepts(prepareText('I lead the brain attack pathway.'), readTaxonomy(folderOfData)).map(
        ({ conceptId }) => conceptId,
      );
    expect(found(folder)).toContain('spec.stroke');
    expect(found(join(projectRoot, TAXONOMY_DATA))).not.toContain('spec.stroke');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('leaves out what gains nothing', () => {
  expect(entriesWithForms(new Map([['spec.stroke', ['STROKE']]]))).toEqual({});
  expect(entriesWithForms(new Map([['no.such', ['words']]]))).toEqual({});
});
