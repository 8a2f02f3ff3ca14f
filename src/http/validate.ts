import type { z } from 'zod';
import { Problem, type FieldFault } from './problem.js';

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * Checks what a caller sent and gives back what the schema makes of it.
 *
 * @param prefix put before each faulty field's path, e.g. the name of the query parameter.
 * @throws Problem `invalid_request` that lists every faulty field, without the values.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix: readonly string[] = [],
): z.output<S> {
  const parsed = schema.safeParse(value, { error: sentenceFor });
  if (parsed.success) return parsed.data;
  throw new Problem('invalid_request', {
    errors: parsed.error.issues.flatMap((issue) => faultsOf(issue, prefix)),
  });
}

function faultsOf(issue: z.core.$ZodIssue, prefix: readonly string[]): FieldFault[] {
  const path = [...prefix, ...issue.path.map(String)];
  if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({
    field: [...path, key.slice(0, 64)].join('.'),
    message: 'There is no such field.',
  }));
}

/** The sentence for a fault whose schema has none of its own. */
function sentenceFor(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'This is needed.';
      return `This must be ${NOUNS[issue.expected] ?? issue.expected}.`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'This must not be empty.';
      return `This must have at least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `This may have at most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'invalid_value':
      return `This must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return `This is not a valid ${issue.format === 'uuid' ? 'id' : issue.format}.`;
    default:
      return 'This is not usable.';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
