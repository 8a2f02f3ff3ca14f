import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../fixtures/api.js';

/** Routes that anyone may call. A new one has to be added here on purpose. */
const OPEN = [
  'get /',
  'get /assets/{file}',
  'get /cv',
  'get /cv/known',
  'get /cv/link',
  'get /how-ranking-works',
  'get /set-password',
  'get /sign-in',
  'get /docs',
  'get /docs/favicon-32x32.png',
  'get /docs/initializer.js',
  'get /docs/swagger-ui-bundle.js',
  'get /docs/swagger-ui.css',
  'get /health/live',
  'get /health/ready',
  'get /openapi.json',
  'get /v1/ranking-notice',
  'get /v1/session/ways',
  'post /cv',
  'post /cv/link',
  'post /forgotten-password',
  'post /set-password',
  'post /sign-in',
  'post /sign-in/code',
  'post /v1/cvs',
  'post /v1/link-requests',
  'post /v1/password-links',
  'post /v1/password-resets',
  'post /v1/session',
  'post /v1/session/second-factor',
];

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('no route is without a rule', () => {
  it('what express serves is what the list of routes says', () => {
    const served = api.app.express.router.stack.flatMap(({ route }) => {
      const methods = new Set(route?.stack.map(({ method }) => method));
      // `all`: refuses the methods that an address does not take.
      return methods.size > 10 ? [] : [...methods].map((method) => `${method} ${route?.path ?? ''}`);
    });
    const listed = api.app.routes.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(served.sort()).toEqual(listed.sort());
  });

  it('every route has an access rule, and only the known ones are open', () => {
    const open = api.app.routes.filter(({ access }) => access.kind === 'public' || access.kind === 'anyone');
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...OPEN].sort());
    for (const { access } of api.app.routes)
      if ('roles' in access) expect(access.roles.length).toBeGreaterThan(0);
  });

  it('every other page sends strangers to sign in, or tells them to, before it looks at anything', async () => {
    for (const { method, path, access, page } of api.app.routes) {
      if (access.kind === 'public' || access.kind === 'anyone' || !page) continue;
      const answer = await api.call(path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() });
      expect(answer.status, `${method} ${path}`).toBe(method === 'get' ? 303 : 401);
      if (method === 'get') expect(answer.headers.get('location')).toMatch(/^\/sign-in\?next=/);
      else expect(answer.text).toContain('authentication_required');
    }
  });

  it('every other route turns strangers away before it looks at anything', async () => {
    for (const { method, path, access, page } of api.app.routes) {
      if (access.kind === 'public' || access.kind === 'anyone' || page) continue;
      // From elsewhere: the machine itself may read the metrics.
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      const answer = await api.call(path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase(), headers });
      expect(answer.json, `${method} ${path}`).toMatchObject({
        status: 401,
        code: 'authentication_required',
      });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });
});
