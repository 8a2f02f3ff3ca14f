import { describe, expect, it } from 'vitest';
import { maskIdentity, maskQuote, maskText } from '../../../src/candidates/mask-identity.js';

const HEAD = 'Ben Achterberg | Oxford OX4 | 07700 900819 | ben.achterberg@example.org | HCPC OT990333';

describe('a text without the name', () => {
  it('keeps what counts and hides the name, the telephone, the e-mail address and the number of the register', () => {
    expect(maskIdentity(HEAD, 'Ben Achterberg')).toBe('▇▇▇ ▇▇▇ | Oxford OX4 | ▇▇▇ | ▇▇▇ | HCPC ▇▇▇');
  });

  it.each([
    ['HCPC: OT 99033, current', 'HCPC: ▇▇▇, current'],
    ['Registered (ot-990333)', 'Registered (▇▇▇)'],
    ['HCPC number OT\n990 333.', 'HCPC number ▇▇▇.'],
    ['HCPC registration no. 990333', 'HCPC registration no. ▇▇▇'],
    ['formerly HPC PH99033', 'formerly HPC ▇▇▇'],
    ['Senior OT 2012-18, HCPC registered since 2011', 'Senior OT 2012-18, HCPC registered since 2011'],
    ['OT 37.5 hours, PA1 2AB, 120 000 patients', 'OT 37.5 hours, PA1 2AB, 120 000 patients'],
  ])('hides the number of the register in %j and nothing else', (text, masked) => {
    expect(maskIdentity(text, null)).toBe(masked);
  });

  it.each([
    ['José Baltazar', 'JOSE BALTAZAR', '▇▇▇ ▇▇▇'],
    ['José Baltazar', 'José Baltazar'.normalize('NFD'), '▇▇▇ ▇▇▇'],
    ['Ann Bell', 'Annual bells for Ann', 'Annual bells for ▇▇▇'],
    [null, 'Ann, +44 7700 900819', 'Ann, ▇▇▇'],
    [null, 'Ann, +353 87 123 4567 or +91 98765 43210', 'Ann, ▇▇▇ or ▇▇▇'],
    [
      'Wei Li',
      'WEI LI led a team; Li was in it, Ali was not',
      '▇▇▇ ▇▇▇ led a team; ▇▇▇ was in it, Ali was not',
    ],
    ['Jo Ng', 'Jo (Ng) writes: no job is too big', '▇▇▇ (▇▇▇) writes: no job is too big'],
    ['李明', '李明, occupational therapist', '▇▇▇, occupational therapist'],
    ['Ann Bell OT', 'Ann Bell OT, Band 6 OT', '▇▇▇ ▇▇▇ OT, Band 6 OT'],
    ['ANN BELL OT', 'OT Ann Bell', 'OT ▇▇▇ ▇▇▇'],
    ['Ann Bell', 'See linkedin.com/in/annbell85, www.annbell.example.', 'See ▇▇▇, ▇▇▇'],
  ])('hides %s in %s', (name, text, masked) => {
    expect(maskIdentity(text, name)).toBe(masked);
  });

  it('tells where every place has come to', () => {
    const { text, moved } = maskText(HEAD, 'Ben Achterberg');
    expect(text.slice(moved(HEAD.indexOf('HCPC')), moved(HEAD.length))).toBe('HCPC ▇▇▇');
    expect(moved(0)).toBe(0);
    expect(moved(HEAD.indexOf('@'))).toBe(text.indexOf('▇▇▇ | HCPC'));
  });

  it('keeps the telling words of a quote marked, unless they tell who it is', () => {
    const [start, end] = [HEAD.indexOf('HCPC'), HEAD.length];
    const quote = maskQuote({ text: HEAD, start: 40, highlight: { start, end } }, 'Ben Achterberg');
    expect(quote.text.slice(quote.highlight.start, quote.highlight.end)).toBe('HCPC ▇▇▇');
    expect(quote.start).toBe(40);
    const inAddress = { start: HEAD.indexOf('berg@'), end: HEAD.indexOf('@') };
    const { highlight } = maskQuote({ text: HEAD, highlight: inAddress }, 'Ben Achterberg');
    expect(highlight.start).toBe(highlight.end);
  });

  it('takes no longer for a text without a space than for any other', () => {
    const started = performance.now();
    maskIdentity('a'.repeat(300_000), 'Ben Achterberg');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
