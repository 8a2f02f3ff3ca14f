import { describe, expect, it } from 'vitest';
import { hiddenRuns } from '../../../../src/documents/formats/doc/hidden-runs.js';
import { oldWordStreams, type OldRun } from '../../../fixtures/documents/old-word-streams.js';

/** Numbers of the styles of a paragraph that hides its text and of one that does not. */
const [PLAIN, HIDING] = [0, 1];
const AS_STYLE = 0x80;
const OPPOSITE = 0x81;
const PARAGRAPHS = [
  { from: 100, to: 200, style: PLAIN },
  { from: 200, to: 300, style: HIDING },
  { from: 300, to: 400, style: PLAIN },
];
const hidden = (runs: readonly OldRun[], paragraphs = PARAGRAPHS): (readonly [number, number])[] =>
  hiddenRuns(...oldWordStreams(runs, paragraphs)).map(({ from, to }) => [from, to] as const);

describe('the hidden runs of an old Word document', () => {
  it('are those that say so, and paragraphs with a style that does', () => {
    expect(hidden([{ from: 120, to: 150, vanish: 1 }])).toEqual([
      [120, 150],
      [200, 300],
    ]);
  });

  it.each([undefined, AS_STYLE])(
    'end with a hidden paragraph where a run goes on behind it (vanish %s)',
    (vanish) => {
      expect(hidden([{ from: 200, to: 400, vanish }])).toEqual([[200, 300]]);
    },
  );

  it.each([
    ['before it', { from: 150, to: 250, vanish: 0 }, [[250, 300]]],
    [
      'inside it',
      { from: 220, to: 250, vanish: OPPOSITE },
      [
        [200, 220],
        [250, 300],
      ],
    ],
    ['inside it until behind it', { from: 250, to: 350, vanish: 0 }, [[200, 250]]],
    [
      'before it, hidden there',
      { from: 150, to: 250, vanish: OPPOSITE },
      [
        [150, 200],
        [250, 300],
      ],
    ],
  ])('are not what a run shows of a hidden paragraph that begins %s', (_, run, expected) => {
    expect(hidden([run])).toEqual(expected);
  });

  it('are no more than a CV may have where runs show a hidden paragraph again and again', () => {
    const shown = Array.from({ length: 5_000 }, (_, number) => ({
      from: 1_000 + 2 * number,
      to: 1_001 + 2 * number,
      vanish: 0,
    }));
    const found = hidden(shown, [{ from: 1_000, to: 11_000, style: HIDING }]);
    expect(found.length).toBeLessThanOrEqual(2_000);
    expect(found.at(-1)?.[1]).toBe(11_000);
  });
});
