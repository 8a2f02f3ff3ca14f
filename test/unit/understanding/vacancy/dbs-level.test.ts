import { describe, expect, it } from 'vitest';
import { readDbsLevel } from '../../../../src/understanding/vacancy/read-dbs-level.js';

describe('the level of DBS check that an advert names', () => {
  it.each([
    ['An Enhanced DBS check is required.', 'enhanced', 'Enhanced DBS'],
    ['The post is subject to a DBS check (enhanced).', 'enhanced', 'DBS check (enhanced'],
    [
      'Enhanced DBS with adults’ and children’s barred lists.',
      'enhanced_with_barred_lists',
      'Enhanced DBS with adults’ and children’s barred lists',
    ],
    [
      'An enhanced Disclosure and Barring Service check including the barred list.',
      'enhanced_with_barred_lists',
      'enhanced Disclosure and Barring Service check including the barred list',
    ],
    ['A standard DBS check.', 'standard', 'standard DBS'],
    ['A basic disclosure will do.', 'basic', 'basic disclosure'],
  ] as const)('%s', (text, level, words) => {
    const { value, evidence } = readDbsLevel(text);
    expect(value).toBe(level);
    expect(evidence && text.slice(evidence.start, evidence.end)).toBe(words);
  });

  it.each([
    'You will need a DBS check.',
    'Enhanced pay at weekends. A DBS check is made.',
    'Basic life support.',
  ])('is not guessed: %s', (text) => {
    expect(readDbsLevel(text)).toEqual({ value: null, evidence: null });
  });
});
