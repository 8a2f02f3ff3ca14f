import { describe, expect, it } from 'vitest';
import { formatClosing } from '../../../src/web/format.js';

describe('when a vacancy closes', () => {
  it.each([
    [-1, 'Closing date has passed'],
    [0, 'Closes today'],
    [1, 'Closes in 1 day'],
    [7, 'Closes in 7 days'],
  ])('in %i days: %s', (days, words) => {
    expect(formatClosing(days)).toBe(words);
  });
});
