import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { startWorker, type TestWorker } from '../../fixtures/work-off.js';

let api: TestApi;
let worker: TestWorker;
let admin: StaffKey;
let consultant: StaffKey;
beforeAll(async () => {
  api = await startApi();
  worker = await startWorker(api);
  admin = await api.keyFor('admin');
  consultant = await api.keyFor('consultant');
  for (let n = 0; n < 12; n += 1) {
    await api.call('/v1/vacancies', {
      method: 'POST',
      key: consultant.key,
      body: { title: `Occupational Therapist ${n}`, employer: 'Fellmere', description: 'Band 5 post.' },
    });
  }
  await worker.workOff();
});
afterAll(() => api.stop());

describe('ranking every open vacancy again', () => {
  it('is started by an admin, counts up to its end and can be followed', async () => {
    const refused = await api.call('/v1/rankings', { method: 'POST', key: consultant.key });
    expect(refused.status).toBe(403);
    const started = await api.call('/v1/rankings', { method: 'POST', key: admin.key });
    expect(started.status).toBe(202);
    expect(started.json).toMatchObject({
      reason: 'asked',
      finishedAt: null,
      vacancies: { total: 12, done: 0 },
    });
    const address = String(started.headers.get('location'));
    const again = await api.call('/v1/rankings', { method: 'POST', key: admin.key });
    expect([again.status, again.json['id']]).toEqual([200, started.json['id']]);

    const stream = fetch(`${api.address}${address}/events`, {
      headers: { authorization: `Bearer ${consultant.key}` },
    }).then((response) => response.text());
    await worker.workOff();
    const { rows } = await api.database.pool.query<{ revision: number; ranked: number; versions: string }>(
      'SELECT revision, ranked_revision AS ranked, ranked_versions AS versions FROM vacancy',
    );
    for (const { revision, ranked, versions } of rows)
      expect([ranked, versions]).toEqual([revision, started.json['versions']]);
    api.enqueued.push({ name: 'finish-run', payload: { runId: String(started.json['id']) } });
    await worker.workOff();

    const events = (await stream).split('\n\n').filter((event) => event.includes('data: '));
    const last = JSON.parse(events.at(-1)?.split('data: ')[1] ?? '{}') as Record<string, unknown>;
    expect(last).toMatchObject({ vacancies: { total: 12, done: 12 } });
    expect(last['finishedAt']).not.toBeNull();
    const seen = await api.call(address, { key: consultant.key });
    expect(seen.json).toEqual(last);
    const list = await api.call('/v1/rankings', { key: consultant.key });
    expect(list.json['items']).toEqual([last]);
  });

  it('is not found under another id', async () => {
    const nothing = '/v1/rankings/00000000-0000-7000-8000-000000000000';
    expect((await api.call(nothing, { key: consultant.key })).status).toBe(404);
    expect((await api.call(`${nothing}/events`, { key: consultant.key })).status).toBe(404);
  });
});
