import { describe, expect, it } from 'vitest';
import { prepareText, spanOf } from '../../../src/understanding/prepare-text.js';
import { SENTENCE_MAX } from '../../../src/understanding/sentences.js';

function sentencesOf(text: string): string[] {
  const prepared = prepareText(text);
  return prepared.sentences.map(({ start, end }) => prepared.text.slice(start, end));
}

describe('sentences', () => {
  it('end at a full stop before a capital, at line ends, and at questions', () => {
    expect(sentencesOf('I run groups. They cook! Do I drive? Yes.\nSplints')).toEqual([
      'I run groups.',
      'They cook!',
      'Do I drive?',
      'Yes.',
      'Splints',
    ]);
  });

  it('do not end behind abbreviations, initials or inside figures', () => {
    expect(
      sentencesOf('Worked with Dr. Smith and approx. 12 others, e.g. Nurses. B.Sc. (Cur. Occ.) Therapy'),
    ).toEqual(['Worked with Dr. Smith and approx. 12 others, e.g. Nurses.', 'B.Sc. (Cur. Occ.) Therapy']);
    expect(sentencesOf('A budget of £1.2m held')).toHaveLength(1);
  });

  it('begin behind their bullet and keep their number', () => {
    expect(sentencesOf('• Splinting\n- Seating\n1. Stroke unit\n★ kept')).toEqual([
      'Splinting',
      'Seating',
      '1. Stroke unit',
      '★ kept',
    ]);
  });

  it('are cut where a text has no ends, so that none is too long to quote', () => {
    for (const unit of ['word ', 'x', 'a, ']) {
      for (const sentence of sentencesOf(unit.repeat(3_000))) {
        expect(sentence.length).toBeLessThanOrEqual(SENTENCE_MAX);
      }
    }
  });

  it('quote the original text', () => {
    const original = 'I’m  an OT.\r\n\tI ﬁt splints.';
    const prepared = prepareText(original);
    const quotes = prepared.sentences.map((sentence) => {
      const { start, end } = spanOf(prepared, sentence);
      return original.slice(start, end);
    });
    expect(quotes).toEqual(['I’m  an OT.', 'I ﬁt splints.']);
  });
});
