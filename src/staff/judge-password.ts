import { createHash } from 'node:crypto';
import { estimateGuesses } from './estimate-guesses.js';

/** NIST SP 800-63B-4 asks for 15 where a password stands alone and 8 beside a second factor. */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;

/** Guesses, as a power of ten, that somebody who knows how people make passwords needs (zxcvbn's score 4). */
const LEAST_GUESSES_LOG10 = 10;
/** The estimator's time grows steeply with length; what is strong this far is strong. */
const JUDGED_CHARACTERS = 40;
const LOOKUP_TIMEOUT_MS = 2_000;

/** Where breached passwords are looked up by the first five characters of their SHA-1. */
export interface BreachedPasswords {
  readonly url: string;
  /** Told why a lookup gave no answer: whoever waits for a password is not held up, and somebody should know. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * What is wrong with a new password, as a sentence for whoever chose it; null: nothing. Length and guessability count,
 * never kinds of characters. Common and breached passwords, names, words, keyboard rows and dates are known, also in
 * disguise.
 *
 * @param about what others know of the person, e.g. name and e-mail address.
 * @param breached null: nothing is looked up.
 */
export async function passwordFault(
  password: string,
  about: readonly string[],
  breached: BreachedPasswords | null,
): Promise<string | null> {
  const characters = Array.from(password.normalize('NFKC'));
  if (characters.length < PASSWORD_LEAST)
    return `Choose a password of at least ${PASSWORD_LEAST} characters.`;
  const known = about
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter(({ length }) => length > 2);
  const judged = characters.slice(0, JUDGED_CHARACTERS).join('');
  const guessesLog10 = await estimateGuesses({
    password: judged,
    known: [...known, 'otmatch', 'occupational', 'therapist', 'therapy'],
  });
  if (guessesLog10 < LEAST_GUESSES_LOG10)
    return 'This password is too easy to guess: it is common, or made of common parts. Four or more words that have nothing to do with each other are a good one.';
  if (breached !== null && (await isBreached(password, breached)))
    return 'This password is in collections that attackers try first, because it was stolen somewhere. Choose another one.';
  return null;
}

/** Nobody is told the password: hundreds of others share the five characters that are sent. */
async function isBreached(password: string, { url, onFailure }: BreachedPasswords): Promise<boolean> {
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  try {
    const response = await fetch(url + digest.slice(0, 5), {
      headers: { 'add-padding': 'true' },
      redirect: 'error',
      signal: AbortSignal.timeout(LOOKUP_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the lookup was answered with ${response.status}`);
    const rest = digest.slice(5);
    return (await response.text()).split(/\r?\n/).some((line) => {
      const [suffix = '', count = '0'] = line.split(':');
      return suffix.toUpperCase() === rest && Number(count) > 0;
    });
  } catch (error) {
    onFailure(error);
    return false;
  }
}
