import type { Request } from 'express';

/** The token of a candidate's link, which the pages carry from one to the next; null: there is none. */
export function linkTokenOf(request: Request): string | null {
  const token = request.query['token'];
  return typeof token === 'string' ? token : null;
}

export function withToken(path: string, token: string | null): string {
  return token === null ? path : `${path}?token=${encodeURIComponent(token)}`;
}
