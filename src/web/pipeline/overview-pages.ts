import { z } from 'zod';
import type { Database } from '../../database/client.js';
import { CONSULTANTS, type Route } from '../../http/route.js';
import { validate } from '../../http/validate.js';
import { countByVacancy, countFunnel, type FunnelStep } from '../../submissions/count-pipeline.js';
import { WAY, WAYS_OUT } from '../../submissions/pipeline-stages.js';
import { anything, pick } from '../address.js';
import type { PageMaker } from '../page.js';

const PERIODS = [30, 90, 365] as const;
const wanted = z.object({
  days: z.coerce.number().int().min(1).max(3650).default(90),
});

/** How far people get, over all vacancies, and where work is waiting. */
export function overviewPages(pages: PageMaker, { database }: { readonly database: Database }): Route[] {
  return [
    pages.define({
      path: '/pipeline',
      summary: 'The pipeline of all vacancies',
      access: CONSULTANTS,
      query: anything,
      async show({ query }) {
        const { days } = validate(wanted, pick(query, ['days']));
        const [steps, vacancies] = await Promise.all([
          countFunnel(database, days),
          countByVacancy(database, days),
        ]);
        return {
          view: 'pipeline/overview',
          title: 'Pipeline',
          data: {
            days,
            periods: PERIODS,
            steps: steps.map((step, place) => drawn(steps, step, place)),
            began: steps[0]?.reached ?? 0,
            stages: WAY,
            vacancies: vacancies.map((vacancy) => ({
              ...vacancy,
              over: WAYS_OUT.reduce((sum, stage) => sum + (vacancy.counts[stage] ?? 0), 0),
            })),
          },
        };
      },
    }),
  ];
}

/** A step with its piece of the funnel, 100 wide and 10 high: as wide as this step above, as the next one below. */
function drawn(steps: readonly FunnelStep[], step: FunnelStep, place: number): object {
  const most = Math.max(steps[0]?.reached ?? 0, 1);
  const half = (one: FunnelStep): number => (50 * one.reached) / most;
  const above = half(step);
  const below = half(steps[place + 1] ?? step);
  const before = steps[place - 1]?.reached;
  const point = (x: number, y: number): string => `${x.toFixed(2)},${y}`;
  return {
    ...step,
    points: [point(50 - above, 0), point(50 + above, 0), point(50 + below, 10), point(50 - below, 10)].join(
      ' ',
    ),
    ofBefore: before ? Math.round((100 * step.reached) / before) : null,
  };
}
