import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName, cleanLine, cleanText, day } from '../../../src/http/text.js';

const anything = fc.string({ unit: 'binary', maxLength: 300 });
const UNWANTED =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u; // eslint-disable-line no-control-regex -- what must not be there

describe('cleaned text', () => {
  it('holds no control or direction characters and no half pairs, whatever came in', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(cleanLine(text)).not.toMatch(UNWANTED);
        expect(cleanLine(text)).not.toMatch(/[\n\t]/);
        expect(cleanText(text)).not.toMatch(UNWANTED);
        expect(cleanFileName(text)).not.toMatch(UNWANTED);
      }),
    );
  });

  it('stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanFileName(cleanFileName(text))).toBe(cleanFileName(text));
      }),
    );
  });

  it('keeps its lines, its words and its accents', () => {
    expect(cleanText('One\r\nTwo\rThree\tx\n\n  Zoe\u0308 ')).toBe('One\nTwo\nThree\tx\n\n  Zoë');
    expect(cleanLine('  Zoe\u0308 \t O’Hara‐Smith ')).toBe('Zoë O’Hara‐Smith');
  });
});

describe('a cleaned file name', () => {
  it('is one path segment of 1 to 255 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (name) => {
        const cleaned = cleanFileName(name);
        expect(Buffer.byteLength(cleaned)).toBeGreaterThan(0);
        expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(255);
        expect(cleaned).not.toMatch(/[/\\]/);
        expect(['.', '..']).not.toContain(cleaned);
      }),
    );
  });
});

describe('a day', () => {
  it.each(['1900-01-01', '2028-02-29', '2199-12-31'])('may be %s', (written) => {
    expect(day.parse(written)).toBe(written);
  });

  it.each(['0000-01-01', '0001-01-01', '1899-12-31', '2200-01-01', '2027-02-29', '27-01-31'])(
    'is not %s',
    (written) => {
      expect(day.safeParse(written).success).toBe(false);
    },
  );
});
