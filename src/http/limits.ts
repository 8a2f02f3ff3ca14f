import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ANONYMOUS, actorName } from './actor.js';
import { Problem } from './problem.js';
import { notedActor } from './request-context.js';

const MINUTE_MS = 60_000;
/** Reads are cheap and pages poll, so an address may make this many times as many requests as writes. */
const REQUESTS_PER_WRITE = 10;

/**
 * Counted in the memory of each process: N processes let through N times as many. Answers carry the RateLimit headers
 * of draft-ietf-httpapi-ratelimit-headers-08.
 */
function limiter(
  name: string,
  limit: number,
  keyOf: (request: Request, response: Response) => string,
  onRefusal: (limiter: string) => void,
): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    identifier: name,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    // Whether to believe forwarded addresses is decided by TRUSTED_PROXIES, not by their presence.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, _response, next) => {
      onRefusal(name);
      next(new Problem('too_many_requests'));
    },
  });
}

/** All requests of one address, before anything is looked up for them. */
export function addressLimiter(perMinute: number, onRefusal: (limiter: string) => void): RequestHandler {
  return limiter('requests', perMinute * REQUESTS_PER_WRITE, addressOf, onRefusal);
}

/** Uploads and other writes, by account or candidate (who are known by then), otherwise by address. */
export function writeLimiter(perMinute: number, onRefusal: (limiter: string) => void): RequestHandler {
  return limiter('writes', perMinute, accountOrAddress, onRefusal);
}

function accountOrAddress(request: Request, response: Response): string {
  const actor = notedActor(response);
  return actor === null || actor === actorName(ANONYMOUS) ? addressOf(request) : actor;
}

/** IPv6 addresses count by network: one subscriber has millions of addresses. */
export function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '');
}
