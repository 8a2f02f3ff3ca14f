import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareProfiles } from '../../../src/cvs/taxonomy-changes/compare-profiles.js';
import { textsOfEvaluationSets, textsOfFolder } from '../../../src/cvs/taxonomy-changes/cv-texts.js';
import { printChanges } from '../../../src/cvs/taxonomy-changes/print-changes.js';
import { compareTaxonomies } from '../../../src/taxonomy/compare-taxonomies.js';
import { loadTaxonomy, readTaxonomy, TAXONOMY_DATA } from '../../../src/taxonomy/load-taxonomy.js';
import { taxonomyAt } from '../../../src/taxonomy/taxonomy-at.js';

const now = loadTaxonomy();
const folder = mkdtempSync(join(tmpdir(), 'taxonomy-changes-'));
const data = join(folder, TAXONOMY_DATA);
const git = (...args: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args]);

interface Entry {
  id: string;
  label: string;
  forms: string[];
}

/** A repository whose first state knows no hospice and calls splints by another label. */
beforeAll(() => {
  cpSync(TAXONOMY_DATA, data, { recursive: true });
  const edit = (name: string, change: (entries: Entry[]) => Entry[]) => {
    const path = join(data, name);
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Entry[])));
  };
  edit('specialisms.json', (entries) => entries.filter(({ id }) => id !== 'spec.palliative'));
  edit('duties.json', (entries) =>
    entries.map((entry) =>
      entry.id === 'duty.splinting'
        ? { ...entry, label: 'Splints', forms: ['splints', 'old splint'] }
        : entry,
    ),
  );
  // The entry above named the concept that is gone.
  edit('duties.json', (entries) => entries.map((entry) => ({ ...entry, notWithin: [] })));
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('two states of the taxonomy', () => {
  it('differ by concepts added and removed, and by forms of a concept', () => {
    const changes = compareTaxonomies(taxonomyAt(folder, 'HEAD'), now);
    expect(changes.added).toEqual(['spec.palliative']);
    expect(changes.removed).toEqual([]);
    const splinting = changes.changed.find(({ conceptId }) => conceptId === 'duty.splinting');
    expect(splinting).toMatchObject({ fields: ['label'], removed: ['old splint'] });
    expect(splinting?.added).toContain('splinting');
  });

  it('are the same where nothing was touched', () => {
    expect(compareTaxonomies(now, readTaxonomy(TAXONOMY_DATA))).toMatchObject({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('are not to be had at a state that git does not know', () => {
    expect(() => taxonomyAt(folder, 'no-such-branch')).toThrow(
      'There is no readable taxonomy at no-such-branch.',
    );
    expect(() => taxonomyAt(folder, '--output=x')).toThrow('There is no readable taxonomy');
  });
});

describe('a CV read by two states', () => {
  it('says which concepts it gains and loses, and nothing when it is read alike', () => {
    const before = taxonomyAt(folder, 'HEAD');
    const cv = { cv: 'a.txt', text: 'Occupational Therapist, Band 6\nThree years in a hospice.' };
    expect(compareProfiles(cv, before, now)).toMatchObject({
      gained: ['spec.palliative'],
      lost: [],
      stage: null,
    });
    expect(compareProfiles(cv, now, before)).toMatchObject({ gained: [], lost: ['spec.palliative'] });
    expect(compareProfiles({ cv: 'b.txt', text: 'Band 6, stroke unit' }, before, now)).toBeNull();
  });

  it('is printed with its name and what changes', () => {
    const profiles = [
      {
        cv: 'a.txt',
        stage: { from: null, to: 'advanced' as const },
        gained: ['spec.palliative'],
        lost: ['duty.splinting (wants)'],
      },
    ];
    const print = printChanges({ taxonomy: compareTaxonomies(now, now), cvs: 3, profiles });
    expect(print).toContain('Profiles that change: 1 of 3');
    expect(print).toContain('a.txt  stage none → advanced');
    expect(print).toContain('- duty.splinting (wants)');
  });

  it('comes from a folder that has texts', () => {
    expect([...textsOfFolder('test/evaluation/concepts')].map(({ cv }) => cv)).toHaveLength(4);
    expect(() => [...textsOfFolder(data)]).toThrow(/There is no \.txt file/);
  });

  it('comes from every set of labelled CVs where no folder is named', () => {
    const sets = new Set([...textsOfEvaluationSets()].map(({ cv }) => cv.split(sep).at(-3)));
    const labelled = readdirSync('test/evaluation').filter((name) => name.endsWith('set'));
    expect([...sets].sort()).toEqual(labelled.sort());
  });
});
