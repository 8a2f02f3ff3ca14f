import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../fixtures/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('health', () => {
  it('is live and ready', async () => {
    expect((await api.call('/health/live')).json).toEqual({ status: 'live' });
    const answer = await api.call('/health/ready');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      status: 'ready',
      checks: { database: { ok: true }, migrations: { ok: true }, storage: { ok: true } },
    });
    expect(answer.text).not.toMatch(/127\.0\.0\.1|postgres:\/\//);
  });

  it('is not ready on a database that lacks a migration', async () => {
    const behind = await startApi();
    await behind.database.prisma.$executeRaw`DELETE FROM "_prisma_migrations"`;
    const answer = await behind.call('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({ status: 'unavailable', checks: { migrations: { ok: false } } });
    await behind.stop();
  });

  it('is not ready when the storage refuses uploads', async () => {
    const full = await startApi({ beside: api, freeBytes: () => Promise.resolve(0) });
    const answer = await full.call('/health/ready');
    expect(answer.json).toMatchObject({ status: 'unavailable', checks: { storage: { ok: false } } });
    await full.stop();
  });

  it('is degraded, and serves, when only the queue is away', async () => {
    const away = () => Promise.reject(new Error('away'));
    const queue = { probe: away, count: away, deadLetters: away, requeue: away, openAll: away };
    const degraded = await startApi({ beside: api, queue });
    const answer = await degraded.call('/health/ready');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ status: 'degraded', checks: { queue: { ok: false } } });
    expect((await degraded.call('/metrics')).status).toBe(200);
    await degraded.stop();
  });

  it('is not ready any more once the process stops, while it still answers', async () => {
    const stopping = await startApi({ beside: api });
    stopping.beginStop();
    const answer = await stopping.call('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('connection')).toBe('close');
    expect((await stopping.call('/health/live')).status).toBe(200);
    await stopping.stop();
  });
});

describe('metrics', () => {
  it('count requests by route, uploads and refusals, and name nobody', async () => {
    await api.upload();
    await api.upload({ file: 'x', fields: { name: '' } });
    await api.call('/v1/vacancies');
    const { text, headers } = await api.call('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(/^http_requests_total\{method="POST",route="\/v1\/cvs",status_class="2xx"\} 1$/m);
    expect(text).toMatch(/^upload_rejected_total\{reason="invalid_request"\} 1$/m);
    expect(text).toMatch(/^upload_bytes_total \d+$/m);
    expect(text).toMatch(/^cv_documents\{status="received"\} 1$/m);
    expect(text).toMatch(/^db_pool_connections\{state="waiting"\} 0$/m);
    expect(text).toMatch(/^storage_free_bytes \d/m);
    expect(text).toMatch(/^build_info\{version="test",node="v[\d.]+"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
