import { describe, expect, it } from 'vitest';
import { readDbsLevel, readDbsWorkforce } from '../../../../src/understanding/vacancy/read-dbs.js';

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

describe('the workforce that an advert says the DBS certificate is for', () => {
  it.each([
    ['Enhanced DBS (child workforce).', 'child', 'child workforce'],
    ['An enhanced DBS check for the Adult Workforce is made.', 'adult', 'Adult Workforce'],
    ['Enhanced DBS, child and adult workforce', 'adult_and_child', 'child and adult workforce'],
    [
      'Enhanced DBS with adults’ and children’s barred lists.',
      'adult_and_child',
      'adults’ and children’s barred lists',
    ],
    ['Enhanced DBS with the children’s barred list', 'child', 'children’s barred list'],
    ['Enhanced disclosure with both barred lists', 'adult_and_child', 'both barred lists'],
    [
      'Enhanced DBS, barred lists for adults and children',
      'adult_and_child',
      'barred lists for adults and children',
    ],
    [
      'DBS: adult workforce\nDBS: child workforce',
      'adult_and_child',
      'adult workforce\nDBS: child workforce',
    ],
  ] as const)('%s', (text, workforce, words) => {
    const { value, evidence } = readDbsWorkforce(text);
    expect(value).toBe(workforce);
    expect(evidence && text.slice(evidence.start, evidence.end)).toBe(words);
  });

  it.each([
    'An enhanced DBS check is made.',
    'You join our adult workforce. A DBS check is made.',
    'A DBS check for the adult or child workforce is made.',
    'You work with children and adults. Enhanced DBS.',
  ])('is not guessed: %s', (text) => {
    expect(readDbsWorkforce(text)).toEqual({ value: null, evidence: null });
  });
});
