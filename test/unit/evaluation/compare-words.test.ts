import { describe, expect, it } from 'vitest';
import { wordF1, wordOrder, wordsOf } from '../../evaluation/reading/compare-words.js';

const source = wordsOf('Hold a caseload of thirty; order stair-lifts.');

describe('words', () => {
  it('are letters and digits, whatever their case and their compatibility form', () => {
    expect(wordsOf('Stair-Lifts, ﬁtted 2021')).toEqual(['stair', 'lifts', 'fitted', '2021']);
  });
});

describe('word F1', () => {
  it('is 1 for the same words in any order, and counts each word as often as it stands there', () => {
    expect(wordF1(source, [...source].reverse())).toBe(1);
    expect(wordF1(['a', 'a', 'b'], ['a', 'b', 'b'])).toBeCloseTo(2 / 3);
    expect(wordF1(source, [])).toBe(0);
  });

  it('falls with words left out and with words that are not there', () => {
    expect(wordF1(['a', 'b', 'c', 'd'], ['a', 'b'])).toBeCloseTo(2 / 3);
    expect(wordF1(['a', 'b'], ['a', 'b', 'x', 'y'])).toBeCloseTo(2 / 3);
  });
});

describe('word order', () => {
  it('is the share of words that stand in the order of the source', () => {
    expect(wordOrder(source, source)).toBe(1);
    expect(wordOrder(['a', 'b', 'c', 'd'], ['c', 'd', 'a', 'b'])).toBe(0.5);
    expect(wordOrder(['a', 'b', 'c', 'd'], ['a', 'x', 'b', 'c', 'd'])).toBe(1);
    expect(wordOrder(source, [])).toBe(0);
  });
});
