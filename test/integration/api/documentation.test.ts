import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../../src/http/problem-table.js';
import { startApi, type TestApi } from '../../fixtures/api.js';

interface Operation {
  operationId: string;
  summary: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
  security: Record<string, unknown>[];
  requestBody?: { content: Record<string, unknown> };
  parameters?: { name: string; in: string }[];
}

let api: TestApi;
let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};
beforeAll(async () => {
  api = await startApi();
  document = (await api.call('/openapi.json')).json as unknown as typeof document;
});
afterAll(() => api.stop());

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  );

describe('the OpenAPI document', () => {
  it('is 3.1 and holds every route but the pages, and nothing else', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = api.app.routes.filter(({ page }) => !page).map(({ method, path }) => `${method} ${path}`);
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...routes].sort());
  });

  it('names every operation once and says who may call it', () => {
    const names = operations().map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [name, { security, summary }] of operations()) {
      expect(summary, name).toMatch(/^[A-Z]/);
      expect(Array.isArray(security), name).toBe(true);
    }
  });

  it('describes bodies by schema, and every problem as problem+json', () => {
    for (const [name, { responses, requestBody }] of operations()) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) >= 400 && !name.includes('/health/')) {
          expect(Object.keys(content ?? {}), `${name} ${status}`).toEqual(['application/problem+json']);
        }
      }
      if (requestBody) expect(Object.keys(requestBody.content)).toHaveLength(1);
    }
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'Problem',
        'Cv',
        'CvUpload',
        'Vacancy',
        'VacancyMatches',
        'MatchExplanation',
        'Quote',
      ]),
    );
  });

  it('tells of the Idempotency-Key and If-Match where they count', () => {
    const parameters = (path: string, method: string): string[] =>
      (document.paths[path]?.[method]?.parameters ?? []).map(({ name }) => name);
    expect(parameters('/v1/cvs', 'post')).toContain('Idempotency-Key');
    expect(parameters('/v1/vacancies', 'post')).toContain('Idempotency-Key');
    expect(parameters('/v1/vacancies/{id}', 'patch')).toEqual(expect.arrayContaining(['id', 'If-Match']));
    expect(parameters('/v1/vacancies/{id}/matches', 'get')).toEqual(
      expect.arrayContaining(['id', 'limit', 'cursor']),
    );
  });

  it('every reference in it leads somewhere', () => {
    const text = JSON.stringify(document);
    const schemas = new Set(Object.keys(document.components.schemas));
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(schemas).toContain(name);
  });

  it('knows every problem that there is', () => {
    expect(JSON.stringify(document.components.schemas)).toContain(JSON.stringify(Object.keys(PROBLEMS)));
  });
});

describe('the documentation page', () => {
  it('needs nothing inline and nothing from elsewhere', async () => {
    const page = await api.call('/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style=|https?:\/\//);
    const parts = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(parts.length).toBeGreaterThan(3);
    for (const path of parts) {
      const part = await fetch(api.address + path);
      expect(part.status, path).toBe(200);
      expect(part.headers.get('content-type'), path).toMatch(/^(text\/css|text\/javascript|image\/png)/);
      await part.arrayBuffer();
    }
  });
});
