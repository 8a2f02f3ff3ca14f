import type { Express, RequestHandler } from 'express';
import { Problem } from './problem.js';
import type { Route } from './route.js';
import { serveRoute, type ServingDependencies } from './serve-route.js';

/** Serves all routes; a known address with another method is answered with the methods it takes. */
export function mountRoutes(app: Express, routes: readonly Route[], dependencies: ServingDependencies): void {
  for (const route of routes) app[route.method](expressPath(route.path), serveRoute(route, dependencies));
  for (const path of new Set(routes.map((route) => route.path))) {
    app.all(expressPath(path), refuseMethod(allowedOn(path, routes)));
  }
}

function refuseMethod(allow: string): RequestHandler {
  return (request, response) => {
    if (request.method !== 'OPTIONS') throw new Problem('method_not_allowed', { headers: { allow } });
    response.status(204).set('allow', allow).end();
  };
}

/** express serves HEAD with the handler of GET. */
function allowedOn(path: string, routes: readonly Route[]): string {
  const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

/** `/v1/cvs/{id}` → `/v1/cvs/:id`. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
