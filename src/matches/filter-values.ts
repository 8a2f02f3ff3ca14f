import { z } from 'zod';
import { faultyField } from '../http/problem.js';
import { GATES, GATE_STATES, type GateName, type GateState } from '../matching/gates.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';

/** Several values, separated by commas. */
export function anyOf<const T extends readonly [string, ...string[]]>(values: T, description: string) {
  const wanted = `Name one or more of ${values.join(', ')}, separated by commas.`;
  return z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((value) => value.trim()))
    .pipe(z.array(z.enum(values, wanted)).min(1))
    .optional()
    .meta({ description });
}

const MOST_CRITERIA = 10;

/** Ids of concepts, separated by commas; whether there are such is for `requireKnownCriteria`. */
export const criteria = z
  .string()
  .max(500)
  .transform((text) => [...new Set(text.split(',').map((id) => id.trim()))])
  .pipe(
    z
      .array(z.string().regex(/^[a-z0-9_.-]{1,100}$/, 'Write the id of a criterion, such as spec.stroke.'))
      .max(MOST_CRITERIA, `Choose ${MOST_CRITERIA} criteria at most.`),
  )
  .optional()
  .meta({
    description:
      'Only people whose CV shows each of these criteria, by their concept ids separated by commas; what merely lies near one does not count.',
  });

/** @throws Problem `invalid_request` for what the taxonomy does not know. */
export function requireKnownCriteria(
  { concepts }: Taxonomy,
  { criterion = [] }: { readonly criterion?: readonly string[] | undefined },
): void {
  if (criterion.every((id) => concepts.has(id))) return;
  const message = 'Choose criteria of the vacancy, or of the taxonomy: there is no such concept.';
  throw faultyField('criterion', message);
}

export const gateStates = z
  .string()
  .max(200)
  .transform((text, context) => {
    const pairs = text.split(',').map((pair) => pair.trim().split(':'));
    const known = pairs.every(
      ([gate, state, ...rest]) =>
        rest.length === 0 && isOneOf(GATES, gate ?? '') && isOneOf(GATE_STATES, state ?? ''),
    );
    if (!known) {
      context.addIssue({
        code: 'custom',
        message: `Write gate:state, such as registration:met; gates are ${GATES.join(', ')}, states ${GATE_STATES.join(', ')}.`,
      });
      return z.NEVER;
    }
    return pairs.map(([gate, state]) => ({ gate: gate as GateName, state: state as GateState }));
  })
  .optional()
  .meta({ description: 'States that gates must have, as gate:state pairs separated by commas.' });

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}

export function miles(description: string) {
  return z.coerce.number('This is not a number of miles.').min(0).max(1_000).optional().meta({ description });
}

export function flag(description: string) {
  return z.enum(['true', 'false']).optional().meta({ description });
}

/** Words to look for, as PostgreSQL's `websearch_to_tsquery` takes them. */
export function words(description: string) {
  return z.string().trim().min(2, 'Write at least two characters.').max(200).optional().meta({ description });
}

/** Whether anything but the page is asked for. */
export function isFiltered(query: object): boolean {
  return Object.entries(query).some(
    ([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined,
  );
}
