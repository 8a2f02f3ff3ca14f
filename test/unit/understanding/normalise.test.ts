import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, originalSpan } from '../../../src/understanding/normalise.js';

const text = (original: string) => normalise(original).text;

describe('the normal form of a text', () => {
  it('leads every range back to the original: the words there have the same normal form', () => {
    const unit = fc.constantFrom(
      ...['a', 'B', 'é', 'e\u0301', 'ﬁ', '’', ' ', '\u00a0', '\n', '\r\n', '-', '\u00ad', '\u200b', '.', '9'],
      ...['😀', '\ud800', 'Ａ', '\u0000', '–', 'ß'],
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), fc.nat(), fc.nat(), (units, a, b) => {
        const original = units.join('');
        const result = normalise(original);
        const start = result.text.length === 0 ? 0 : a % result.text.length;
        const end = Math.min(result.text.length, start + 1 + (b % 12));
        const span = originalSpan(result, start, end);
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(original.length);
        expect(span.start).toBeLessThanOrEqual(span.end);
        const words = result.text.slice(start, end);
        if (/^[a-zA-Z9.]+$/.test(words)) {
          const there = normalise(original.slice(span.start, span.end)).text;
          // A range may begin or end inside a ligature, which leads back to the whole of it.
          expect(there.includes(words) || words.includes(there)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps places in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (original) => {
        const { starts, ends } = normalise(original);
        for (let i = 1; i < starts.length; i += 1) {
          expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1] as number);
          expect(ends[i]).toBeGreaterThanOrEqual(starts[i] as number);
        }
      }),
    );
  });

  it('changes nothing any more when taken twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (original) => {
        expect(text(text(original))).toBe(text(original));
      }),
    );
  });

  it('resolves ligatures, full-width letters and typographic quotes', () => {
    expect(text('ﬁtting Ｏ Ｔ carer’s “plan”')).toBe('fitting O T carer\'s "plan"');
  });

  it('drops what cannot be seen', () => {
    expect(text('re\u00adhab\u200bili\u202etation\u0000')).toBe('rehabilitation');
    expect(text('a\ud800b')).toBe('ab');
  });

  it('drops joiners and fillers that split a word unseen', () => {
    expect(text('re\u034fhab\u2060ili\ufeffta\u200dtion st\u180eroke\u3164 D\ufe0fFG')).toBe(
      'rehabilitation stroke DFG',
    );
  });

  it('reads letters that only look Latin as what they look like, in a Latin word', () => {
    expect(text('оссupatiоnal thеrapist')).toBe('occupational therapist');
    expect(text('registered with the НСРС')).toBe('registered with the HCPC');
    expect(text('Ѕtrοke and ΑDL')).toBe('Stroke and ADL');
    expect(text('𝚬')).toBe(text(text('𝚬')));
  });

  it('leaves words that are truly Greek or Cyrillic as they are', () => {
    expect(text('Родной язык: русский, он')).toBe('Родной язык: русский, он');
    expect(text('Ελληνικά, το')).toBe('Ελληνικά, το');
  });

  it('joins words that a line end divided, and leaves hyphens that belong to the word', () => {
    expect(text('occupational ther-\napy with rehabili-\n  tation')).toBe(
      'occupational therapy with rehabilitation',
    );
    expect(text('self-\nmanagement and multi-\ndisciplinary')).toBe('self-management and multi-disciplinary');
    expect(text('2019-\n2021')).toBe('2019-\n2021');
  });

  it('takes the line breaks of a wrapped paragraph for spaces and those of a list for what they are', () => {
    expect(text('I carry a caseload of eight to ten patients on the\nacute stroke unit.')).not.toContain(
      '\n',
    );
    expect(text('Stroke unit\nCaseload of eight')).toContain('\n');
    expect(text('Caseload of eight to ten patients on the acute stroke unit.\nand more')).toContain('\n');
  });

  it('joins a wrapped line before a capital where it breaks off, or where the page was no wider', () => {
    const wrapped = [
      'I report to the Director of Adult Social Services beside the Principal Social',
      'Worker. My work is strategy, assurance and workforce, and I chair the cases that',
      'nobody else wants. I fell back on the handbook, which the council and the trust',
      'wrote together, and waiting times of the adaptations team for people at home fell',
      'from many weeks to few in the two years that I have been here.',
    ].join('\n');
    expect(text(wrapped)).not.toContain('\n');
    expect(text('Admissions of people over seventy-five fell from\n61% to 48% in a year')).not.toContain(
      '\n',
    );
    const entries = `${wrapped}\nBSc (Hons) Occupational Therapy, 2:1, University of the North Ridings, 2021 to 2024\nPlacements: stroke`;
    expect(text(entries)).toContain('2024\nPlacements');
    expect(
      text('Consultant Occupational Therapist, Northern Trust\nAdvanced Specialist, Southern Trust'),
    ).toContain('\n');
  });

  it('keeps a blank line and no more', () => {
    expect(text('one\r\n\r\n\r\n\r\ntwo')).toBe('one\n\ntwo');
  });

  it('keeps a few combining marks of a letter and lets the others go', () => {
    expect(text('e\u0301')).toBe('é');
    expect(text(`e${'\u0301'.repeat(10_000)}nd`).length).toBeLessThan(10);
  });
});
