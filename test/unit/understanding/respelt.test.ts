import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { stemOf } from '../../../src/taxonomy/stem.js';
import { respell } from '../../../src/taxonomy/vocabulary.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';

const taxonomy = loadTaxonomy();

function quotesOf(text: string, concept: string): string[] {
  return findConcepts(prepareText(text), taxonomy)
    .filter(({ conceptId }) => conceptId === concept)
    .map(({ start, end }) => text.slice(start, end));
}

describe('a misspelt word', () => {
  it.each([
    ['Occupational therapsit on the ward', 'title.occupational_therapist', 'Occupational therapsit'],
    ['I did wheelchiar assesments, twice', 'duty.wheelchair_assess', 'wheelchiar assesments'],
    ['neurological rehabiltation (ward 4)', 'spec.neuro', 'neurological rehabiltation'],
    ['safegaurding', 'duty.safeguarding', 'safegaurding'],
    ['prescribed specialist equiptment', 'duty.equipment_prescription', 'prescribed specialist equiptment'],
  ])('is known and quoted as it stands: "%s"', (text, concept, quote) => {
    expect(quotesOf(text, concept)).toContain(quote);
  });

  it('is not made of a word that the trade uses, of a real word, or of a short one', () => {
    for (const word of [
      'recognition',
      'simulation',
      'impatient',
      'contrast',
      'spilnts',
      'strike',
      'Stokes',
    ]) {
      expect(respell(word, taxonomy.vocabulary)).toBeNull();
    }
  });

  it('is left alone where it may stand for several words', () => {
    const twins = {
      stems: new Set<string>(),
      others: new Set<string>(),
      long: new Map([['s', ['seatingly', 'sealingly']]]),
    };
    expect(respell('seacingly', twins)).toBeNull();
    expect(respell('seattingly', twins)).toBe('seatingly');
  });

  it('is found whichever letter behind the first is left out, put in, changed or swapped', () => {
    const words = ['rehabilitation', 'occupational', 'orthopaedics', 'wheelchair'];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom('x', 'q'), (word, place, letter) => {
        const at = 1 + (place % (word.length - 2));
        const slips = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + letter + word.slice(at),
          word.slice(0, at) + letter + word.slice(at + 1),
          word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
        ];
        for (const slip of slips) {
          const read = stemOf(respell(slip, taxonomy.vocabulary) ?? slip);
          expect([stemOf(word), stemOf(word.replace(/s$/, '')), stemOf(word.replace('ae', 'e'))]).toContain(
            read,
          );
        }
      }),
    );
  });
});
