import { describe, expect, it } from 'vitest';
import { backgroundText, countBackground } from '../../evaluation/background/count-background.js';

describe('counting the background of words', () => {
  it('counts texts, not occurrences, and keeps stems of two texts or more', () => {
    const { documents, frequency } = countBackground(['splints splinting splint', 'a splint', 'hoist']);
    expect(documents).toBe(3);
    expect(frequency).toEqual({ splint: 2 });
  });

  it('leaves out names, which are never written small, and keeps acronyms', () => {
    const { frequency } = countBackground(['Leeds, DFG panel', 'Leeds and DFG panels', 'Panels']);
    expect(frequency).toEqual({ dfg: 2, panel: 3 });
  });

  it('gives one text for one table, in order of stem', () => {
    const table = { source: 'here', ...countBackground(['ward bed', 'bed on the ward']) };
    expect(JSON.parse(backgroundText(table))).toEqual(table);
    expect(Object.keys(table.frequency)).toEqual(['bed', 'ward']);
  });
});
