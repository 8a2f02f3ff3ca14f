import { describe, expect, it } from 'vitest';
import { indexPatterns } from '../../../src/taxonomy/index-patterns.js';
import { matchPatterns, numberStems } from '../../../src/taxonomy/match-patterns.js';
import { loosePattern, parsePattern, type Pattern } from '../../../src/taxonomy/pattern.js';
import { stemOf } from '../../../src/taxonomy/stem.js';

const classes = { run: ['run', 'ran', 'lead', 'led'] };

function matches(pattern: Pattern, text: string): string[] {
  const words = text.split(' ');
  const index = indexPatterns([pattern]);
  const stems = numberStems(
    index,
    words.map((word) => ({ stem: stemOf(word) })),
  );
  const found: string[] = [];
  matchPatterns(index, stems, [{ from: 0, to: words.length }], (_pattern, from, to) =>
    found.push(words.slice(from, to + 1).join(' ')),
  );
  return found;
}

const pattern = (source: string) => parsePattern(source, 0, classes);

describe('a pattern', () => {
  it('is met by its words in any order, inflected, with others between', () => {
    const act = pattern('@run breakfast/cook group/club ~6');
    expect(matches(act, 'she ran the Thursday breakfast group alone')).toEqual([
      'ran the Thursday breakfast group',
    ]);
    expect(matches(act, 'the cooking groups were led by me')).toEqual(['cooking groups were led']);
    expect(matches(act, 'a breakfast group')).toEqual([]);
  });

  it('keeps its order where it says so', () => {
    expect(matches(pattern('> hand therapy/therapist'), 'therapist with a hand')).toEqual([]);
    expect(matches(pattern('> hand therapy/therapist'), 'hand therapist')).toEqual(['hand therapist']);
  });

  it('is not met beyond its window', () => {
    expect(matches(pattern('write policy ~3'), 'wrote write one two three four policy')).toEqual([]);
  });

  it('takes words joined by an underscore as a run', () => {
    expect(matches(pattern('reduce care_package ~4'), 'reduced the care package')).toHaveLength(1);
    expect(matches(pattern('reduce care_package ~4'), 'reduced care for the package')).toEqual([]);
  });

  it('is stopped by a word that it forbids', () => {
    expect(matches(pattern('lead team -football'), 'lead the football team')).toEqual([]);
  });

  it('needs two groups or one long word, and classes that exist', () => {
    expect(() => pattern('run')).toThrow(RangeError);
    expect(() => pattern('@nothing group')).toThrow(/No such word class/);
    expect(matches(pattern('deputise'), 'deputised for the lead')).toEqual(['deputised']);
  });
});

describe('a phrase read loosely', () => {
  it('allows other inflections and a word or two between, in its order', () => {
    const phrase = loosePattern('manage a caseload', 0);
    expect(phrase).not.toBeNull();
    if (phrase === null) return;
    expect(matches(phrase, 'managed a small mixed caseload')).toEqual(['managed a small mixed caseload']);
    expect(matches(phrase, 'the caseload was managed')).toEqual([]);
  });

  it('is none where fewer than two words tell anything', () => {
    expect(loosePattern('a team', 0)).toBeNull();
  });
});
