import type { z } from 'zod';
import { WORK_PATTERNS } from '../../understanding/criteria.js';
import { numberIn } from '../../vacancies/amount-of.js';
import type { vacancyView } from '../../vacancies/schema.js';
import { sentFor, valueOf, type Fields } from '../address.js';
import { choicesOf } from '../words.js';

type Hours = z.input<typeof vacancyView>['fields']['hours']['value'];

/** What the inputs of the hours show before anything is changed, by their names. */
export function shownHours(hours: Hours): Readonly<Record<string, string>> {
  return {
    weekly: String(hours?.weekly ?? ''),
    wholeTimeEquivalent: String(hours?.wholeTimeEquivalent ?? ''),
    patterns: hours?.patterns.join(',') ?? '',
  };
}

/**
 * The form with its ticked patterns as one text: a browser sends one value for each box that is ticked, and nothing where none
 * is, which would look as if the form had none of them.
 */
export function withPatterns(sent: Fields): Fields {
  return sentFor(sent, 'weekly') === undefined
    ? sent
    : { ...sent, patterns: valueOf(sent, 'patterns') ?? '' };
}

/** The hours as the API takes them, not checked. Null: not stated. Undefined: the form had none. */
export function hoursIn(sent: Fields): object | null | undefined {
  const weekly = sentFor(sent, 'weekly');
  if (weekly === undefined) return undefined;
  const share = sentFor(sent, 'wholeTimeEquivalent') ?? '';
  const ticked = tickedIn(sent);
  const patterns = WORK_PATTERNS.filter((pattern) => ticked.has(pattern));
  if (weekly === '' && share === '' && patterns.length === 0) return null;
  return {
    weekly: weekly === '' ? null : numberIn(weekly),
    wholeTimeEquivalent: share === '' ? null : numberIn(share),
    patterns,
  };
}

/** The inputs as the view shows them. */
export function hoursRows(sent: Fields, hours: Hours): object {
  const shown = { ...shownHours(hours), ...sent };
  const ticked = tickedIn(shown);
  return {
    weekly: sentFor(shown, 'weekly'),
    wholeTimeEquivalent: sentFor(shown, 'wholeTimeEquivalent'),
    patterns: PATTERNS.map((pattern) => ({ ...pattern, isTicked: ticked.has(pattern.value) })),
  };
}

const PATTERNS = choicesOf('pattern', WORK_PATTERNS);

function tickedIn(sent: Fields): ReadonlySet<string> {
  return new Set((sentFor(sent, 'patterns') ?? '').split(','));
}
