import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffRole } from '../../src/database/generated/enums.js';
import { startApi, type TestApi } from '../fixtures/api.js';

/** What is for the candidate alone. */
const CANDIDATES = [
  'get /cv/{id}/erasure',
  'get /v1/candidates/{id}/monitoring',
  'post /cv/{id}/answers',
  'post /cv/{id}/consents',
  'post /cv/{id}/corrections',
  'post /cv/{id}/corrections/withdrawals',
  'post /cv/{id}/erasure',
  'post /cv/{id}/monitoring',
  'post /cv/{id}/requests',
  'post /v1/candidates/{id}/monitoring',
];
/** What is for administrators alone, and not listed of each role by itself. */
const ADMINISTRATORS_ALONE = [
  'get /admin/audit',
  'get /admin/dead-letters',
  'get /admin/decisions',
  'get /admin/erasure',
  'get /admin/erasure/{id}',
  'get /admin/retention',
  'get /admin/staff',
  'get /admin/taxonomy',
  'get /admin/taxonomy/offers',
  'get /admin/taxonomy/unmatched',
  'get /admin/queues',
  'get /admin/queues/{step1}',
  'get /admin/queues/{step1}/{step2}',
  'get /admin/queues/{step1}/{step2}/{step3}',
  'get /admin/queues/{step1}/{step2}/{step3}/{step4}',
  'get /admin/queues/{step1}/{step2}/{step3}/{step4}/{step5}',
  'post /admin/erasure-notices/{id}/told',
  'post /admin/dead-letters',
  'post /admin/erasure/{id}',
  'post /admin/holds',
  'post /admin/holds/{id}/lift',
  'post /admin/taxonomy/offers/{id}',
  'post /admin/staff',
  'post /admin/staff/{id}/role',
  'post /admin/staff/{id}/closed',
  'post /admin/staff/{id}/link',
  'post /admin/staff/{id}/sign-out',
  'post /admin/staff/{id}/provider',
  'post /admin/staff/{id}/second-factor',
  'get /v1/audit-events',
  'get /v1/audit-events/verdict',
  'get /v1/erasure-notices',
  'post /v1/erasure-notices/{id}/told',
  'get /v1/taxonomy/accepted-forms',
  'get /v1/taxonomy/offered-forms',
  'get /v1/taxonomy/unmatched-phrases',
  'post /v1/taxonomy/offered-forms/{id}/judgement',
];
/** What each role may not do besides; an administrator may do everything else. */
const FORBIDDEN: Readonly<Record<Exclude<StaffRole, 'admin'>, readonly string[]>> = {
  agency_staff: [
    ...ADMINISTRATORS_ALONE,
    'delete /v1/saved-searches/{id}',
    'get /candidacies/{id}',
    'get /candidacies/{id}/submission',
    'get /pipeline',
    'get /messages',
    'get /messages/{id}',
    'get /requests',
    'get /v1/saved-searches',
    'get /vacancies/{id}/pipeline',
    'post /candidacies/{id}/moves',
    'post /candidacies/{id}/submission',
    'post /candidacies/{id}/undo',
    'post /candidacies/{id}/willingness',
    'post /saved-searches/{id}/delete',
    'post /v1/vacancies/{id}/saved-searches',
    'post /vacancies/{id}/people/{candidateId}/decision',
    'post /vacancies/{id}/people/{candidateId}/questions',
    'post /vacancies/{id}/people/{candidateId}/words',
    'post /messages/{id}/passing-on',
    'post /messages/{id}/retry',
    'post /requests/{id}/answer',
    'post /vacancies/{id}/saved-searches',
    'delete /v1/api-keys/{id}',
    'delete /v1/corrections/{id}',
    'delete /v1/holds/{id}',
    'delete /v1/staff/{id}/provider-account',
    'delete /v1/staff/{id}/second-factor',
    'delete /v1/staff/{id}/sessions',
    'get /v1/api-keys',
    'get /v1/candidacies/{id}',
    'get /admin',
    'get /admin/fairness',
    'get /v1/fairness',
    'get /admin/keys',
    'get /candidates',
    'get /candidates/{id}',
    'get /candidates/{id}/compliance',
    'get /candidates/{id}/compliance/new',
    'get /candidates/{id}/contact',
    'get /candidates/{id}/link-revocations',
    'get /candidates/{id}/similar',
    'get /compliance',
    'get /cv/review',
    'get /employers/{id}/checks',
    'post /employers/{id}/checks',
    'get /employers/{id}/checks/{checkId}/retirement',
    'post /employers/{id}/checks/{checkId}/retirement',
    'get /v1/employers/{id}/checks',
    'post /v1/employers/{id}/checks',
    'post /v1/employer-checks/{id}/retirement',
    'get /vacancies/{id}',
    'get /vacancies/{id}/compare',
    'get /vacancies/{id}/moves',
    'get /vacancies/{id}/people.csv',
    'get /vacancies/{id}/people.xlsx',
    'get /vacancies/{id}/people/{candidateId}',
    'get /vacancies/{id}/weights',
    'post /admin/keys',
    'post /admin/keys/{id}/revoke',
    'post /admin/rankings',
    'post /candidates/{id}/availability',
    'post /candidates/{id}/compliance/new',
    'post /candidates/{id}/compliance/withdrawals',
    'post /candidates/{id}/contact',
    'post /candidates/{id}/link-revocations',
    'post /candidates/{id}/links',
    'post /cv/{id}/reviewed',
    'post /vacancies/{id}/weights',
    'get /v1/candidates/{id}',
    'get /v1/candidates/{id}/candidacies',
    'get /v1/candidates/{id}/compliance',
    'get /v1/candidates/{id}/consents',
    'get /v1/candidates/{id}/corrections',
    'get /v1/candidates/{id}/export',
    'get /v1/candidates/{id}/matches',
    'get /v1/candidates/{id}/questions',
    'get /v1/candidates/{id}/requests',
    'get /v1/candidates/{id}/similar',
    'get /v1/candidacies/{id}/audit-pack',
    'get /v1/compliance-checks/{id}/file',
    'get /v1/compliance/expiring',
    'get /v1/conduct-records',
    'get /v1/dead-letters',
    'get /v1/decisions/report',
    'get /v1/messages',
    'get /v1/messages/{id}/text',
    'get /v1/rankings',
    'get /v1/rankings/{id}',
    'get /v1/rankings/{id}/events',
    'get /v1/requests',
    'get /v1/retention',
    'get /v1/staff',
    'get /v1/vacancies/{id}/candidacies',
    'get /v1/vacancies/{id}/matches',
    'get /v1/vacancies/{id}/matches/{candidateId}',
    'get /v1/vacancies/{id}/moves',
    'patch /v1/candidates/{id}/availability',
    'patch /v1/candidates/{id}/contact',
    'patch /v1/staff/{id}',
    'post /v1/api-keys',
    'post /v1/candidacies/{id}/moves',
    'post /v1/candidacies/{id}/submission',
    'post /v1/candidacies/{id}/undo',
    'post /v1/candidates/{id}/compliance-checks',
    'post /v1/candidates/{id}/consents',
    'post /v1/candidates/{id}/corrections',
    'post /v1/candidates/{id}/erasure',
    'post /v1/candidates/{id}/holds',
    'post /v1/candidates/{id}/link-revocations',
    'post /v1/candidates/{id}/offered-forms',
    'post /v1/candidates/{id}/questions',
    'post /v1/candidates/{id}/requests',
    'post /v1/candidates/{id}/withdrawals',
    'post /v1/compliance-checks/{id}/withdrawal',
    'post /v1/dead-letters/requeue',
    'post /v1/messages/{id}/passing-on',
    'post /v1/messages/{id}/retry',
    'post /v1/questions/{id}/answer',
    'post /v1/rankings',
    'post /v1/requests/{id}/answer',
    'post /v1/staff',
    'post /v1/staff/{id}/password-links',
    'post /v1/vacancies/{id}/candidacies',
    'post /v1/vacancies/{id}/what-if',
  ],
  consultant: [
    ...ADMINISTRATORS_ALONE,
    'get /admin',
    'get /admin/fairness',
    'get /v1/fairness',
    'get /admin/keys',
    'post /admin/keys',
    'post /admin/keys/{id}/revoke',
    'post /admin/rankings',
    'delete /v1/api-keys/{id}',
    'delete /v1/corrections/{id}',
    'delete /v1/holds/{id}',
    'delete /v1/staff/{id}/provider-account',
    'delete /v1/staff/{id}/second-factor',
    'delete /v1/staff/{id}/sessions',
    'get /v1/api-keys',
    'get /v1/conduct-records',
    'get /v1/dead-letters',
    'get /v1/decisions/report',
    'get /v1/retention',
    'get /v1/staff',
    'patch /v1/staff/{id}',
    'post /v1/api-keys',
    'post /v1/candidates/{id}/corrections',
    'post /v1/candidates/{id}/erasure',
    'post /v1/candidates/{id}/holds',
    'post /v1/dead-letters/requeue',
    'post /v1/rankings',
    'post /v1/staff',
    'post /v1/staff/{id}/password-links',
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
  const ofStaff = api.app.routes.filter(
    ({ path, access, page }) => (path.startsWith('/v1') || page) && access.kind !== 'session',
  );
  for (const { method, path } of ofStaff) {
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
    expect(await refusedTo(role as StaffRole)).toEqual([...forbidden, ...CANDIDATES].sort());
  });

  it('admin may do everything but what is the candidate’s alone', async () => {
    expect(await refusedTo('admin')).toEqual(CANDIDATES);
  });

  it('is told no more than that it may not', async () => {
    const { key } = await api.keyFor('agency_staff');
    const answer = await api.call('/v1/candidates/not-even-an-id', { key });
    expect(answer.json).toMatchObject({ status: 403, code: 'not_allowed' });
  });
});
