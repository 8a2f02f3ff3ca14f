import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePage } from '../../../../src/documents/normalise/normalise-page.js';

const textOf = (raw: string): string => normalisePage(raw).text;

describe('the text of a page', () => {
  it.each([
    ['ligatures as letters', 'of\ufb01ce, e\ufb00ective', 'office, effective'],
    ['full-width and mathematical letters as plain ones', 'ＯＴ 𝐁𝐚𝐧𝐝 𝟔', 'OT Band 6'],
    ['accents composed', 'Zoe\u0308', 'Zo\u00eb'],
    ['fractions, marks and dashes as typed', '½ day – “Trust™” …', '½ day – “Trust™” …'],
    ['no NUL and no control characters', 'Hand\0 \x07therapy', 'Hand therapy'],
    ['no half surrogate pairs', 'Hand\ud800 therapy', 'Hand therapy'],
    ['no soft hyphens', 'rehabili\u00adtation', 'rehabilitation'],
    ['no zero-width characters', 'spl\u200bint\u2060ing', 'splinting'],
    ['one blank for many, of whatever kind', 'Band\u00a0\u2003 6', 'Band 6'],
    ['one tab for a gap with a tab in it', 'Band 6 \t  2019', 'Band 6\t2019'],
    ['every kind of line end as one', 'a\r\nb\rc\u2028d\ve', 'a\nb\nc\nd\ne'],
    ['at most one empty line in a row', 'a\n \n\n\t\nb', 'a\n\nb'],
    [
      'no more marks on a letter than a language has',
      `a${'\u0301\u0316'.repeat(500)}b`,
      expect.stringMatching(/^.{2,10}b$/su),
    ],
  ])('has %s', (_, raw, expected) => {
    expect(textOf(raw)).toEqual(expected);
  });

  it.each([
    ['Symbol', '\uf0b7 Splinting', '• Splinting'],
    ['Wingdings', '\uf0a7\tSplinting', '• Splinting'],
    ['Wingdings without its map', '§ Splinting', '• Splinting'],
    ['typed squares', '▪Splinting', '• Splinting'],
    ['asterisks', '* Splinting', '• Splinting'],
    ['dashes', '- Splinting', '• Splinting'],
    ['the letter o', 'o   Splinting', '• Splinting'],
    ['a line of their own', '•\nSplinting', '• Splinting'],
  ])('marks list items whose bullets are %s', (_, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it.each([
    ['a date that goes on', 'March 2021\n– present', 'March 2021\n– present'],
    ['a negative number', '-5 degrees', '-5 degrees'],
    ['a line that starts with a short word', 'of Trust', 'of Trust'],
  ])('takes no bullet from %s', (_, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it('drops icons from private-use fonts', () => {
    expect(textOf('Leeds \uf095 07700 900000')).toBe('Leeds 07700 900000');
  });

  it.each([
    ['a heading', 'E X P E R I E N C E', 'EXPERIENCE'],
    ['words parted by wide gaps', 'W O R K  H I S T O R Y', 'WORK HISTORY'],
    ['words parted by tabs', 'W O R K\tH I S T O R Y', 'WORK HISTORY'],
    ['a date', 'M A Y  2 0 2 1', 'MAY 2021'],
  ])('closes up letter-spacing in %s', (_, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it.each([['J K R'], ['A level grades A A B'], ['Band 6 OT']])('leaves "%s" as it is', (line) => {
    expect(textOf(line)).toBe(line);
  });

  it.each([
    ['a soft hyphen and a blank', 'stroke rehabili\u00ad tation ward', 'stroke rehabilitation ward'],
    ['several soft hyphens', 're\u00adha\u00adbili\u00adtation', 'rehabilitation'],
    [
      'a word that is written elsewhere',
      'Rehabilitation. Stroke rehabilita- tion ward',
      'Rehabilitation. Stroke rehabilitation ward',
    ],
    ['a compound that is', 'Self-care. Led self- care groups', 'Self-care. Led self-care groups'],
  ])('joins words that were hyphenated inside a line: %s', (_, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it.each([['pre- and post-operative care'], ['Duties- managing a caseload'], ['Band 6- rotational']])(
    'leaves "%s" in its words',
    (line) => {
      expect(textOf(line)).toBe(line);
    },
  );

  it('leaves no soft hyphen that ends nothing', () => {
    expect(textOf('splint\u00ad\n\u00ad\n7 wards\u00ad')).toBe('splint\n7 wards');
  });

  it.each([
    ['a syllable break', 'stroke rehabilita-\ntion ward', 'stroke rehabilitation\nward'],
    ['a compound of the trade', 'person-\ncentred care', 'person-centred\ncare'],
    [
      'a compound that is written elsewhere',
      'goal-led work. A goal-\nled plan',
      'goal-led work. A goal-led\nplan',
    ],
    ['a soft hyphen', 'rehabili\u00ad\ntation ward', 'rehabilitation\nward'],
    ['a soft hyphen in capitals', 'REHABILI\u00ad \nTATION\nward', 'REHABILITATION\nward'],
    [
      'in each cell of a row',
      'stroke rehabili-\thand splint\u00ad\ntation ward\ting clinic',
      'stroke rehabilitation\thand splinting\nward\tclinic',
    ],
    ['a word with its full stop', 'equip-\nment.\nNext', 'equipment.\nNext'],
  ])('joins words over a line end: %s', (_, raw, expected) => {
    expect(textOf(raw)).toBe(expected);
  });

  it.each([['2019-\n2021'], ['Band 6-\nBand 7'], ['Leeds -\nwest']])('does not join %j', (raw) => {
    expect(textOf(raw)).toBe(raw);
  });

  it.each([
    ['zero-width characters inside words', 'spl\u200binting'],
    ['a direction override', 'fdp.\u202eexe'],
    ['tag characters', 'a\u{e0041}\u{e0042}'],
  ])('tells of %s', (_, raw) => {
    expect(normalisePage(raw).invisible).toBe(true);
  });

  it.each([
    ['a byte order mark at the start', '\ufeffRobin'],
    ['a joiner in an emoji', '👩\u200d⚕️ therapist'],
    ['the flag of Wales', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} Cardiff'],
    ['a soft hyphen', 'rehabili\u00adtation'],
  ])('thinks nothing of %s', (_, raw) => {
    expect(normalisePage(raw).invisible).toBe(false);
  });

  it('has only characters that a database takes and lines that are trimmed, whatever comes in', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(anything, (raw) => {
        const text = textOf(raw);
        expect(text).not.toMatch(/\0|\p{Surrogate}|\r/u);
        expect(text.split('\n').every((line) => line === line.trim())).toBe(true);
        expect(text).not.toMatch(/\n{3}| {2}/);
      }),
    );
  });
});
