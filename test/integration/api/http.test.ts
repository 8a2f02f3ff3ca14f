import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Answer, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { sendRaw } from '../../fixtures/raw-http.js';

let api: TestApi;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi();
  staff = await api.keyFor('admin');
});
afterAll(() => api.stop());

function post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return api.call('/v1/vacancies', { method: 'POST', key: staff.key, body, headers });
}

describe('every problem', () => {
  it('is application/problem+json with a stable code and the id that the log has', async () => {
    const answer = await api.call('/v1/vacancies/0199a0a0-0000-7000-8000-000000000000', { key: staff.key });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toEqual({
      type: 'urn:ot-match:problem:not_found',
      title: expect.any(String) as string,
      status: 404,
      detail: expect.any(String) as string,
      code: 'not_found',
      requestId: answer.headers.get('x-request-id'),
    });
    const line = api.logs.find((text) => text.includes(String(answer.json['requestId'])));
    expect(JSON.parse(line ?? '')).toMatchObject({
      status: 404,
      route: '/v1/vacancies/{id}',
      problem: 'not_found',
      actor: `staff:${staff.staffId}`,
    });
  });
});

describe('addresses and methods', () => {
  it('an unknown address is 404', async () => {
    expect((await api.call('/v1/nothing')).json).toMatchObject({ status: 404, code: 'route_not_found' });
    expect((await api.call('/V1/CVS')).status).toBe(404);
    expect((await api.call('/favicon.ico')).status).toBe(404);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])(
    '%s on a known address is 405 with the methods it takes',
    async (method) => {
      const answer = await api.call('/v1/cvs', { method });
      expect(answer.json).toMatchObject({ status: 405, code: 'method_not_allowed' });
      expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
    },
  );

  it('TRACE is not answered with what was sent', async () => {
    const answer = await sendRaw(api.port, [
      'TRACE /v1/cvs HTTP/1.1\r\nhost: x\r\nx-canary: canary-7f3a\r\nconnection: close\r\n\r\n',
    ]);
    expect(answer.status).toBe(405);
    expect(answer.all).not.toContain('canary');
  });

  it('OPTIONS tells the methods', async () => {
    const answer = await api.call('/v1/vacancies/x', { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('GET, PATCH, HEAD, OPTIONS');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('an address that cannot be decoded is 400', async () => {
    const answer = await api.call('/v1/cvs/%E0%A4%A', { key: staff.key });
    expect(answer.json).toMatchObject({ status: 400, code: 'malformed_request' });
  });

  it('what is not HTTP is answered in kind and closed', async () => {
    const answer = await sendRaw(api.port, ['this is not HTTP\r\n\r\n']);
    expect(answer.status).toBe(400);
    expect(answer.head).toContain('application/problem+json');
    expect(answer.body).toContain('malformed_request');
  });
});

describe('a JSON body', () => {
  const bare = '{"title":"T","employer":"E","description":"D"';

  it.each<[string, string, number, string]>([
    ['that is no JSON', '{"title":', 400, 'malformed_json'],
    ['that is a lone text', '"text"', 400, 'invalid_request'],
    ['that is null', 'null', 400, 'invalid_request'],
    ['that is a list', '[]', 400, 'invalid_request'],
    ['that is empty', '', 400, 'malformed_json'],
    ['nested 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), 400, 'invalid_request'],
    [
      'with a number without end',
      `${bare},"pay":{"from":1e400,"to":null,"unit":"hour"}}`,
      400,
      'invalid_request',
    ],
    ['that would pollute a prototype', `${bare},"__proto__":{"admin":true}}`, 400, 'invalid_request'],
    ['with an unknown field', `${bare},"constructor":{}}`, 400, 'invalid_request'],
    ['of a megabyte', JSON.stringify({ title: 'x'.repeat(1_000_000) }), 413, 'body_too_large'],
  ])('%s', async (_name, body, status, code) => {
    const answer = await post(body);
    expect(answer.json).toMatchObject({ status, code });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('may begin with a byte order mark, and of two equal keys the last counts', async () => {
    const answer = await post(`\uFEFF${bare},"title":"Last"}`);
    expect(answer.json['title']).toBe('Last');
  });

  it('with half a surrogate pair, NUL or direction marks is stored cleaned', async () => {
    const body = `{"title":"A\\ud800B\\u0000C\\u202eD","employer":"E","description":"L1\\r\\nL2\\u0000"}`;
    const answer = await post(body);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ title: 'A\uFFFDB CD', description: 'L1\nL2' });
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('as %o is refused with 415', async (headers) => {
    expect((await post('{}', headers)).json).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it('without end is cut off at the limit', async () => {
    const answer = await sendRaw(api.port, async (socket) => {
      socket.write(
        `POST /v1/vacancies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${staff.key}\r\n` +
          'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      for (let i = 0; i < 100 && !socket.destroyed; i += 1) {
        await new Promise((resolve) => socket.write(`4000\r\n${' '.repeat(0x4000)}\r\n`, resolve));
      }
    });
    expect(answer.status).toBe(413);
  });
});

describe('answers', () => {
  it('are kept nowhere, framed nowhere and run nothing', async () => {
    for (const path of ['/v1/vacancies', '/health/live', '/nothing']) {
      const { headers } = await api.call(path, { key: staff.key });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('bear an id of ours; one from outside counts only behind a proxy of ours', async () => {
    const headers = { 'x-request-id': 'from-outside-1234' };
    expect((await api.call('/health/live', { headers })).headers.get('x-request-id')).not.toBe(
      'from-outside-1234',
    );
    const behind = await startApi({ beside: api, env: { TRUSTED_PROXIES: '1' } });
    expect((await behind.call('/health/live', { headers })).headers.get('x-request-id')).toBe(
      'from-outside-1234',
    );
    const forged = { 'x-request-id': 'x"}\n{'.replace('\n', ' ') };
    expect((await behind.call('/health/live', { headers: forged })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    await behind.stop();
  });
});

describe('limits', () => {
  it('on writes are told in the headers, and reaching one is 429 with Retry-After', async () => {
    const limited = await startApi({ beside: api, env: { RATE_LIMIT_PER_MINUTE: '3' } });
    try {
      const first = await limited.upload();
      expect(first.headers.get('ratelimit-policy')).toMatch(/"writes"; q=3; w=60/);
      expect(first.headers.get('ratelimit')).toMatch(/"writes"; r=2; t=\d+/);
      await limited.upload();
      await limited.upload();
      const refused = await limited.upload();
      expect(refused.json).toMatchObject({ status: 429, code: 'too_many_requests' });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await limited.storedFiles()).some((name) => name.endsWith('.part'))).toBe(false);
      // A key has an allowance of its own.
      expect((await limited.upload({ key: staff.key })).status).toBe(202);
    } finally {
      await limited.stop();
    }
  });

  it('on requests of one address count before anything is looked up', async () => {
    const limited = await startApi({ beside: api, env: { RATE_LIMIT_PER_MINUTE: '1' } });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 12; i += 1) {
        statuses.push((await limited.call('/v1/vacancies', { key: `otm_${'x'.repeat(43)}` })).status);
      }
      expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
      expect(statuses.slice(10)).toEqual([429, 429]);
      expect((await limited.call('/health/live')).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });

  it('a forged X-Forwarded-For gives no new allowance', async () => {
    const limited = await startApi({ beside: api, env: { RATE_LIMIT_PER_MINUTE: '1' } });
    try {
      await limited.upload({ headers: { 'x-forwarded-for': '203.0.113.1' } });
      expect((await limited.upload({ headers: { 'x-forwarded-for': '203.0.113.2' } })).status).toBe(429);
    } finally {
      await limited.stop();
    }
  });
});
