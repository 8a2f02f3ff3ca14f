import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.js';

/**
 * Refuses what another site made a browser send (CSRF). Browsers say where a request comes from in `Sec-Fetch-Site`, old
 * ones and those on plain http in `Origin`; pages cannot set either. A sibling host of the same domain is another site.
 *
 * @param strict also refuse when neither is said: right for whatever a cookie vouches for, since every browser says one
 *   of them with a request that changes something. Programs send no cookies.
 * @throws Problem `cross_site_request`
 */
export function refuseOtherSites({ headers }: IncomingMessage, strict: boolean): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else if (headers.origin !== undefined) {
    if (hostOf(headers.origin) === headers.host) return;
  } else if (!strict) {
    return;
  }
  throw new Problem('cross_site_request');
}

/** Null for `null`, which is what a page says that will not be known. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
