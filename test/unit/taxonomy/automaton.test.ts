import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAutomaton, scan, type AutomatonEntry } from '../../../src/taxonomy/automaton.js';

interface Hit {
  id: number;
  start: number;
  end: number;
}

function hitsOf(entries: readonly AutomatonEntry[], text: string): Hit[] {
  const hits: Hit[] = [];
  scan(buildAutomaton(entries), text, ({ id }, start, end) => hits.push({ id, start, end }));
  return hits.sort(byPlace);
}

/** Looks for every entry at every place, letter by letter. */
function naiveHits(entries: readonly AutomatonEntry[], text: string): Hit[] {
  const hits: Hit[] = [];
  const isWord = (letter: string | undefined) => letter !== undefined && /[a-z0-9]/i.test(letter);
  for (const { text: form, id, caseSensitive } of entries) {
    for (let start = 0; start + form.length <= text.length; start += 1) {
      const end = start + form.length;
      const same = Array.from(form).every((letter, i) => {
        const found = text[start + i] ?? '';
        if (/[ \-/]/.test(letter)) return /[ \-/\n]/.test(found);
        return caseSensitive ? letter === found : letter === found.toLowerCase();
      });
      const prefix = text[start - 1] === '-' && isWord(text[start - 2]);
      const plural = /^(?:s|es)(?![a-z0-9])/i.exec(text.slice(end));
      const plain = plural !== null && (text[end] === 's' || text.slice(end, end + 2) === 'es');
      const ends = !isWord(text[end]) || plain;
      if (same && !isWord(text[start - 1]) && !prefix && ends) hits.push({ id, start, end });
    }
  }
  return hits.sort(byPlace);
}

function byPlace(a: Hit, b: Hit): number {
  return a.start - b.start || a.end - b.end || a.id - b.id;
}

const forms = (...texts: string[]): AutomatonEntry[] =>
  texts.map((text, id) => ({ text, caseSensitive: /[A-Z]/.test(text), id }));
const quotes = (entries: readonly AutomatonEntry[], text: string) =>
  hitsOf(entries, text).map(({ start, end }) => text.slice(start, end));

describe('the automaton', () => {
  it('finds what a naive search finds, for any forms and texts', () => {
    const letters = fc.constantFrom('a', 'b', 's', 'e', 'A', 'B', ' ', '-', '/', '1', '\n');
    const text = fc.string({ unit: letters, maxLength: 60 });
    const form = fc
      .string({ unit: fc.constantFrom('a', 'b', 's', ' ', '1', 'A'), minLength: 1, maxLength: 5 })
      .filter((each) => each.trim() === each);
    fc.assert(
      fc.property(fc.array(form, { minLength: 1, maxLength: 8 }), text, (texts, haystack) => {
        const entries = forms(...texts);
        expect(hitsOf(entries, haystack)).toEqual(naiveHits(entries, haystack));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not take a part of a word, nor the word behind a hyphenated prefix', () => {
    expect(quotes(forms('disciplinary'), 'a multi-disciplinary team')).toEqual([]);
    expect(quotes(forms('disciplinary'), 'a disciplinary hearing')).toEqual(['disciplinary']);
    expect(quotes(forms('AMPS'), 'summer camps, CAMPS, stamps')).toEqual([]);
    expect(quotes(forms('stroke'), 'keystroke, post-stroke, stroke-specific')).toEqual(['stroke']);
  });

  it('takes hyphen, space, slash and line break inside a form as equal', () => {
    const entries = forms('moving and handling');
    expect(quotes(entries, 'moving-and-handling, Moving/and handling, moving and\nhandling')).toHaveLength(3);
  });

  it('allows a plural behind a form', () => {
    expect(quotes(forms('home visit', 'MDT'), 'home visits and MDTs')).toEqual(['home visit', 'MDT']);
  });

  it('minds the case of acronyms only', () => {
    expect(quotes(forms('DASH', 'jamar'), 'a dash to the shop, JAMAR, DASH')).toEqual(['JAMAR', 'DASH']);
  });

  it('reports forms inside one another', () => {
    expect(quotes(forms('care act', 'act', 'care act assessment'), 'Care Act assessment')).toEqual([
      'Care Act',
      'Care Act assessment',
      'Act',
    ]);
  });

  it('takes steps in proportion to the text, however often forms repeat or nest', () => {
    const automaton = buildAutomaton(forms('stroke', 'stroke ward', 'ward', 'a', 'aa', 'aaa', 'aaaa'));
    for (const unit of ['stroke ward ', 'a', 'x', 'aaaa ', 'stroke']) {
      const short = scan(automaton, unit.repeat(2_000), () => undefined);
      const long = scan(automaton, unit.repeat(20_000), () => undefined);
      expect(long).toBeLessThanOrEqual(short * 10 + 100);
    }
  });

  it('refuses an empty form', () => {
    expect(() => buildAutomaton(forms(''))).toThrow(RangeError);
  });
});
