import type { Request } from 'express';
import { Problem } from './problem.js';

/** The ETag of something that counts its revisions. */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * @throws Problem `precondition_required` without If-Match; `changed_meanwhile` when it names no current revision. Weak
 * tags never match (RFC 9110, section 13.1.1).
 */
export function requireMatch(request: Request, revision: number): void {
  const header = request.headers['if-match'];
  if (header === undefined) throw new Problem('precondition_required');
  if (header.trim() === '*') return;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.includes(entityTag(revision))) {
    throw new Problem('changed_meanwhile', { headers: { etag: entityTag(revision) } });
  }
}
