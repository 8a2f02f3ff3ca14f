import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffRole } from '../../src/database/generated/enums.js';
import { startApi, type TestApi } from '../fixtures/api.js';

/** What each role may not do; an administrator may do everything. */
const FORBIDDEN: Readonly<Record<Exclude<StaffRole, 'admin'>, readonly string[]>> = {
  agency_staff: [
    'delete /v1/api-keys/{id}',
    'get /v1/api-keys',
    'get /v1/candidates/{id}',
    'get /v1/candidates/{id}/matches',
    'get /v1/candidates/{id}/similar',
    'get /v1/duplicates',
    'get /v1/rankings',
    'get /v1/rankings/{id}',
    'get /v1/rankings/{id}/events',
    'get /v1/vacancies/{id}/matches',
    'get /v1/vacancies/{id}/matches/{candidateId}',
    'get /v1/vacancies/{id}/moves',
    'post /v1/api-keys',
    'post /v1/candidates/{id}/merges',
    'post /v1/duplicates/dismissals',
    'post /v1/merges/{id}/undo',
    'post /v1/rankings',
    'post /v1/staff',
    'post /v1/vacancies/{id}/what-if',
  ],
  consultant: [
    'delete /v1/api-keys/{id}',
    'get /v1/api-keys',
    'post /v1/api-keys',
    'post /v1/rankings',
    'post /v1/staff',
  ],
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

async function refusedTo(role: StaffRole): Promise<string[]> {
  const { key } = await api.keyFor(role);
  const refused: string[] = [];
  for (const { method, path } of api.app.routes.filter((route) => route.path.startsWith('/v1'))) {
    const answer = await api.call(path.replace(/\{\w+\}/g, '0199a0a0-0000-7000-8000-000000000000'), {
      method: method.toUpperCase(),
      key,
      ...(method === 'get' ? {} : { body: {} }),
    });
    expect(answer.status, `${method} ${path}`).not.toBe(500);
    if (answer.status === 403) refused.push(`${method} ${path}`);
  }
  return refused.sort();
}

describe('a role', () => {
  it.each(Object.entries(FORBIDDEN))('%s may do all but %j', async (role, forbidden) => {
    expect(await refusedTo(role as StaffRole)).toEqual(forbidden);
  });

  it('admin may do everything', async () => {
    expect(await refusedTo('admin')).toEqual([]);
  });

  it('is told no more than that it may not', async () => {
    const { key } = await api.keyFor('agency_staff');
    const answer = await api.call('/v1/candidates/not-even-an-id', { key });
    expect(answer.json).toMatchObject({ status: 403, code: 'not_allowed' });
  });
});
