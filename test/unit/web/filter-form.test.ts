import { describe, expect, it } from 'vitest';
import { filterForm } from '../../../src/web/vacancies/filter-form.js';

const criteria = Array.from({ length: 20 }, (_, n) => ({ conceptId: `duty.${n}`, label: `Duty ${n}` }));

describe('the criteria among the filters of a list', () => {
  it('are the heaviest, with those that are chosen however light they are', () => {
    const { criteria: offered, rest } = filterForm({ criterion: 'duty.1,duty.19' }, criteria);
    expect(offered.map(({ value }) => value)).toEqual([
      ...criteria.slice(0, 12).map(({ conceptId }) => conceptId),
      'duty.19',
    ]);
    expect(offered.filter(({ chosen }) => chosen).map(({ text }) => text)).toEqual(['Duty 1', 'Duty 19']);
    expect(rest).toEqual([]);
  });

  it('go along where the vacancy no longer has them, so that they are not lost', () => {
    expect(filterForm({ criterion: 'duty.99' }, criteria).rest).toEqual([
      { name: 'criterion', value: 'duty.99' },
    ]);
    expect(filterForm({}, criteria).criteria.some(({ chosen }) => chosen)).toBe(false);
  });
});
