import { describe, expect, it } from 'vitest';
import { judgeText } from '../../../src/documents/judge-text.js';
import type { Recognition } from '../../../src/documents/ocr/recogniser.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';

const cv = CV_LINES.join('\n');
const outcomeOf = (text: string, pictures = 0, recognition: Recognition = 'off'): string => {
  try {
    judgeText(text, text, pictures, recognition);
    return 'read';
  } catch (error) {
    return (error as { outcome: string }).outcome;
  }
};
/** Each letter moved along the alphabet, as a font without a map to Unicode gives it. */
const shifted = (text: string, by: number): string =>
  Array.from(text, (letter) =>
    /\S/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + by) : letter,
  ).join('');

describe('a text', () => {
  it('is read when it is a CV, also one with pictures, bullets and acronyms', () => {
    expect(outcomeOf(cv, 1)).toBe('read');
    expect(outcomeOf(cv.replaceAll('\n', '\n\uf0b7 '))).toBe('read');
    expect(outcomeOf(`${cv}\nNHS HCPC RCOT CPD MDT BSc MSc PGCert DVLA VTs MOHOST COPM AMPS`)).toBe('read');
  });

  it('is read in other languages and scripts', () => {
    const polish =
      'Terapeuta zajęciowy z czteroletnim doświadczeniem w rehabilitacji neurologicznej. '.repeat(4);
    const arabic = 'أخصائي العلاج الوظيفي مع أربع سنوات من الخبرة في إعادة التأهيل. '.repeat(4);
    expect(outcomeOf(polish)).toBe('read');
    expect(outcomeOf(arabic)).toBe('read');
  });

  it('needs OCR when it is little and the page is a picture', () => {
    expect(outcomeOf('Page 1 of 2', 1)).toBe('needs_ocr');
    expect(outcomeOf('Scanned by CamScanner\n'.repeat(20), 20)).toBe('needs_ocr');
  });

  it('does not need OCR where that is on, and had no time or nothing to look at', () => {
    expect(outcomeOf('Page 1 of 2', 1, 'out_of_time')).toBe('timed_out');
    expect(outcomeOf('Page 1 of 2', 1, 'done')).toBe('no_text');
  });

  it('is no text when there are hardly words and no picture', () => {
    expect(outcomeOf('')).toBe('no_text');
    expect(outcomeOf('Page 1')).toBe('no_text');
  });

  it.each([-29, -1, 3, 7, 13])('is garbled when its letters are moved by %i', (by) => {
    expect(outcomeOf(shifted(cv, by))).toBe('garbled');
  });

  it('is garbled when it is replacement or private characters', () => {
    expect(outcomeOf(cv.replace(/[aeiou]/g, '\ufffd'))).toBe('garbled');
    expect(outcomeOf(cv.replace(/[a-z]/g, '\ue012'))).toBe('garbled');
  });
});
