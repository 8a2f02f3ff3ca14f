import type { Route } from './route.js';

/**
 * What a key with scopes needs for a route: the first word of its address and whether it changes something, e.g.
 * `vacancies:read` for `GET /v1/vacancies/{id}/matches`.
 */
export function scopeOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const area = path.replace(/^\/v1\//, '/').split('/')[1] ?? '';
  return `${area}:${method === 'get' ? 'read' : 'write'}`;
}

const BY_NO_KEY: ReadonlySet<Route['access']['kind']> = new Set(['public', 'session', 'candidate']);

/** All scopes that a key can have, in the order of the alphabet: those of routes that staff may call by key. */
export function scopesOf(routes: readonly Route[]): string[] {
  const byKey = routes.filter(
    ({ access, page, unscoped }) => !BY_NO_KEY.has(access.kind) && !page && !unscoped,
  );
  return [...new Set(byKey.map(scopeOf))].sort();
}
