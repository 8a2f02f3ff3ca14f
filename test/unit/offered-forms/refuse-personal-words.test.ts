import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/http/problem.js';
import { refusePersonalWords } from '../../../src/offered-forms/refuse-personal-words.js';

const WRITER = { names: 'Zoë O’Hara-Lund Zoe Hart', hcpcNumber: 'OT98765' };

function codeFor(words: string): string | null {
  try {
    refusePersonalWords(words, WRITER);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

describe('words for the taxonomy', () => {
  it.each([
    'kitchen walks',
    'Care Act 2014 assessments',
    'seating clinics (24-hour posture)',
    'return-to-driving group',
    'AMPS, 2 of 3 levels',
    'self-care, productivity.Community access',
  ])('may be %s', (words) => {
    expect(codeFor(words)).toBeNull();
  });

  it.each([
    ['a name, in any letters', 'ZOE led splinting'],
    ['a part of a name', 'work with Lund'],
    ['a former name', 'Hart method'],
    ['an e-mail address', 'splinting z@example.org'],
    ['a telephone number', 'on call 0113 496 0000'],
    ['a number of a register', 'registered OT 98765'],
    ['another one', 'HCPC OT12'],
    ['a postcode', 'visits in LS1 3EX'],
    ['a long number', 'payroll 12345'],
    ['a date of birth', 'born 1/2/1990'],
    ['one with other dashes', 'born 01–02–1990'],
    ['a web address', 'splinting at www.hands.example'],
    ['one without its beginning', 'see linkedin.com/in/splinting'],
    ['one without its end', 'HTTPS://splints'],
    ['what was hidden', '▇▇▇ led splinting'],
  ])('may not hold %s', (_, words) => {
    expect(codeFor(words)).toBe('words_personal');
  });

  it('are no more than a sentence', () => {
    expect(codeFor('Led splinting. Ran the clinic')).toBe('words_too_long');
    expect(codeFor('splinting '.repeat(11))).toBe('words_too_long');
    expect(codeFor('– 7')).toBe('words_too_short');
  });
});
