import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('the machine itself may read the metrics', async () => {
  expect((await api.call('/metrics')).status).toBe(200);
});

it.each<Record<string, string>>([{ 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }])(
  'whoever comes through a proxy may not, whatever address they claim: %o',
  async (headers) => {
    expect((await api.call('/metrics', { headers })).status).toBe(401);
  },
);

it('an administrator may from anywhere, a consultant may not', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' };
  const { key } = await api.keyFor('admin');
  expect((await api.call('/metrics', { headers, key })).status).toBe(200);
  const { key: other } = await api.keyFor('consultant');
  expect((await api.call('/metrics', { headers, key: other })).status).toBe(403);
});
