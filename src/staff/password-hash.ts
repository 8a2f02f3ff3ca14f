import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Problem } from '../http/problem.js';

/**
 * argon2id (the library's default algorithm) with 64 MiB, three passes, one lane: above OWASP's least (19 MiB, two
 * passes; Password Storage Cheat Sheet), tens of milliseconds on a current core.
 */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** Each takes 64 MiB and a core: more at once would take the machine from everybody else. */
const AT_ONCE = 2;
const MOST_WAITING = 64;

/** What an account without a password is compared with, so that it takes as long as one with. */
let standIn: Promise<string> | null = null;

let running = 0;
const waiting: (() => void)[] = [];

/** The same password typed on another keyboard may come composed otherwise. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalise(password), COST));
}

/**
 * Whether a password is the one that was hashed. Takes as long when there is nothing to compare with.
 *
 * @throws Problem `too_many_requests` when very many are waiting.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  standIn ??= inTurn(() => hash(crypto.randomUUID(), COST));
  const against = stored ?? (await standIn);
  const right = await inTurn(() => verify(against, normalise(password)));
  return right && stored !== null;
}

/** Whether a stored hash was made at another cost than today's: it is made again while the password is at hand. */
export function needsRehash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING)
      throw new Problem('too_many_requests', { headers: { 'retry-after': '5' } });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
