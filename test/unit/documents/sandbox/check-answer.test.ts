import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../../../src/documents/sandbox/check-answer.js';

const answer = {
  reading: {
    outcome: 'read',
    format: 'pdf',
    text: 'Robin Sample',
    pages: [{ page: 1, start: 0, end: 12 }],
    truncated: false,
    flags: ['hidden_text'],
    quality: {
      ...{ grade: 'doubtful', reasons: ['few_characters'], charactersPerPage: 11 },
      ...{ knownWordShare: 0, symbolShare: 0, confidence: null },
    },
    hiddenText: ['stuffing'],
    recognisedWords: [[0, 5, 100, 200, 300, 40]],
    detail: null,
  },
  residentBytes: 1,
  cpuSeconds: 0.5,
};
const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const withReading = (change: object): Buffer =>
  encode({ ...answer, reading: { ...answer.reading, ...change } });

describe('an answer from a process', () => {
  it('is taken as it is when it is whole', () => {
    expect(checkAnswer(encode(answer))).toEqual(answer);
  });

  it.each([
    ['is no JSON', Buffer.from('{')],
    ['has an unknown outcome', withReading({ outcome: 'hired' })],
    ['has a NUL, which the database refuses', withReading({ text: 'Robin\0Sample', pages: [] })],
    ['has half a surrogate pair', Buffer.from(encode(answer).toString().replace('Robin', '\\ud800'))],
    ['has a page that ends behind the text', withReading({ pages: [{ page: 1, start: 0, end: 13 }] })],
    ['has an unknown flag', withReading({ flags: ['excellent'] })],
    ['has a made-up quality', withReading({ quality: { grade: 'splendid' } })],
    ['tells too much hidden text', withReading({ hiddenText: ['a'.repeat(301)] })],
    ['has a word outside its page', withReading({ recognisedWords: [[0, 5, 10_001, 0, 10, 10]] })],
    ['has too much text', withReading({ text: 'a'.repeat(1_000_001) })],
  ])('is refused when it %s', (_, payload) => {
    expect(() => checkAnswer(payload)).toThrow();
  });
});
