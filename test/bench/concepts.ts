import { scan } from '../../src/taxonomy/automaton.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../src/understanding/find-concepts.js';
import { prepareText } from '../../src/understanding/prepare-text.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { longTexts } from './corpus.js';
import type { Bench } from './harness.js';
import { compare } from './harness.js';

const LETTER = /[\p{L}\p{N}]/u;

/** Finding every surface form of the taxonomy in texts of 8,000 characters. */
export const concepts: Bench = {
  name: 'concepts',
  async run(rounds) {
    const taxonomy = loadTaxonomy();
    const texts = longTexts(8_000);
    const prepared = texts.map((text) => prepareText(text));
    const forms = [...new Set(taxonomy.automaton.entries.map(({ text }) => text.toLowerCase()))]
      .sort((a, b) => b.length - a.length)
      .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const alternation = new RegExp(forms.join('|'), 'g');
    const lookaround = new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
    const overTexts = (times: number, read: (index: number) => unknown) => ({
      amount: times * texts.length,
      round: () => {
        for (let time = 0; time < times; time += 1) {
          for (let index = 0; index < texts.length; index += 1) read(index);
        }
        return undefined;
      },
    });
    const textOf = (index: number): string => prepared[index]?.text ?? '';
    const lowered = prepared.map(({ text }) => text.toLowerCase());
    let hits = 0;

    const rows = await compare(
      [
        {
          name: 'automaton',
          ...overTexts(40, (index) => scan(taxonomy.automaton, textOf(index), () => (hits += 1))),
        },
        {
          name: 'RegExp alternation',
          anchor: true,
          ...overTexts(8, (index) => (hits += countWithBoundaries(alternation, lowered[index] ?? ''))),
        },
        {
          name: 'RegExp with lookaround',
          anchor: true,
          ...overTexts(8, (index) => (hits += [...(lowered[index] ?? '').matchAll(lookaround)].length)),
        },
        {
          name: 'concepts, in context',
          ...overTexts(4, (index) => {
            const text = prepared[index];
            if (text) hits += findConcepts(text, taxonomy).length;
          }),
        },
        {
          name: 'whole CV understood',
          ...overTexts(1, (index) => understandCv(texts[index] ?? '', taxonomy)),
        },
      ],
      rounds,
    );
    return [
      {
        title: 'Finding concepts in a CV of 8,000 characters',
        unit: 'CV',
        rounds,
        rows,
        facts: { 'surface forms, with spellings': forms.length },
        notes: [
          'The alternations look for the same forms in lower case, and miss those that overlap another.',
        ],
      },
    ];
  },
};

function countWithBoundaries(pattern: RegExp, text: string): number {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (!LETTER.test(text[match.index - 1] ?? ' ') && !LETTER.test(text[end] ?? ' ')) count += 1;
  }
  return count;
}
