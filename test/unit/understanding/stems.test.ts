import { describe, expect, it } from 'vitest';
import { contentStems, tokenise } from '../../../src/understanding/stems.js';

describe('content stems', () => {
  it('are sorted and unique, without stop words and figures', () => {
    expect(contentStems('I assessed and assess 24 patients in 2019, the 3rd time')).toEqual([
      'assess',
      'patient',
      'time',
    ]);
  });

  it('are the same for the same work in other inflections and spellings', () => {
    expect(contentStems('organised rehabilitation programmes')).toEqual(
      contentStems('organizes rehabilitation program'),
    );
  });
});

describe('tokens', () => {
  it('keep signs inside a word and stand where they stand', () => {
    const text = "T&O, carer's, D2A";
    expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual(['T&O', "carer's", 'D2A']);
  });
});
