import { describe, expect, it } from 'vitest';
import { createViews } from '../../../src/web/views.js';

const groups = [
  { group: 'white', people: 40, rate: 50, ratio: 1, low: null, high: null, belowFourFifths: false },
  { group: 'black', people: 30, rate: 30, ratio: 0.6, low: 0.4, high: 2.4, belowFourFifths: true },
  { group: 'mixed', people: null, rate: null, ratio: null, low: null, high: null, belowFourFifths: false },
];

function page(): string {
  const steps = [{ step: 'top', isShown: true, questions: [{ question: 'ethnic_group', groups }] }];
  const report = {
    at: '2026-11-29T12:00:00.000Z',
    versions: {},
    selection: { top: 20, stage: null, sector: null, vacancies: 3, cutLists: 0 },
    invariance: { cvs: 0, lines: [] },
  };
  return createViews((file) => `/assets/${file}`, null)('admin/fairness', {
    title: 'Fairness report',
    navigation: [],
    actor: null,
    ...{ report, steps, sample: 10, tried: 0, changed: 0, stages: [], sectors: [] },
  });
}

describe('the fairness report', () => {
  it('plots each ratio as a dot in its interval, between lines at four fifths and at one', () => {
    const plots = [...page().matchAll(/<svg class="ratio".*?<\/svg>/gs)].map(([plot]) => plot);
    expect(plots).toHaveLength(2);
    for (const plot of plots) {
      expect(plot).toContain('class="ratio__mark" x1="83" x2="83"');
      expect(plot).toContain('class="ratio__mark" x1="103" x2="103"');
    }
    expect(plots[0]).toContain('<circle cx="103"');
    expect(plots[0]?.match(/<line/g)).toHaveLength(2);
    expect(plots[1]).toContain('<circle cx="63"');
    expect(plots[1]).toContain('<line x1="43" x2="153"');
  });

  it('plots nothing of a group that is too small to say', () => {
    expect(page()).toContain('Too few to say');
    expect(page().match(/<circle/g)).toHaveLength(2);
  });
});
