import { describe, expect, it } from 'vitest';
import { chartRoles } from '../../../src/web/role-chart.js';

type Role = Parameters<typeof chartRoles>[0][number];

const role = (from: Role['from'], to: Role['to']): Role => ({
  kind: 'employment',
  title: 'Occupational Therapist',
  employer: null,
  sector: null,
  from,
  to,
  band: null,
  grade: null,
  occupationalTherapy: true,
});
const NOW = new Date('2024-12-15T12:00:00Z');

describe('posts on one axis', () => {
  it('reach from the first dated year to now, and "present" to the end', () => {
    const { roles, years } = chartRoles(
      [role({ year: 2022, month: 1 }, 'present'), role({ year: 2020, month: 1 }, { year: 2021, month: 12 })],
      NOW,
    );
    expect(years.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023, 2024]);
    expect(roles.map(({ bar }) => bar)).toEqual([
      { left: '40.00', width: '60.00' },
      { left: '0.00', width: '40.00' },
    ]);
  });

  it('without an end take up the time that is known and no more', () => {
    const { roles } = chartRoles(
      [role({ year: 2015, month: null }, null), role({ year: 2020, month: 1 }, 'present')],
      NOW,
    );
    expect(roles.map(({ bar }) => bar)).toEqual([
      { left: '0.00', width: '10.00' },
      { left: '50.00', width: '50.00' },
    ]);
  });

  it('without a first date stand in the list without a bar', () => {
    const { roles, years } = chartRoles([role(null, null)], NOW);
    expect(roles[0]?.bar).toBeNull();
    expect(years).toEqual([]);
  });

  it('written the wrong way round are seen, and reach nowhere outside', () => {
    const [shown] = chartRoles([role({ year: 2024, month: 6 }, { year: 2020, month: 1 })], NOW).roles;
    expect(Number(shown?.bar?.width)).toBeGreaterThan(0);
    expect(Number(shown?.bar?.left) + Number(shown?.bar?.width)).toBeLessThanOrEqual(100);
  });

  it('over a whole working life have no more than six years written out', () => {
    const { years } = chartRoles([role({ year: 1984, month: null }, 'present')], NOW);
    expect(years.length).toBeLessThanOrEqual(6);
  });
});
