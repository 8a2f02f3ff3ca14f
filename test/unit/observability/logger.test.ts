import { describe, expect, it } from 'vitest';
import { createLogger, describeError } from '../../../src/observability/logger.js';

describe('an error in the log', () => {
  it('keeps its kind, code and frames, and blanks what it quotes', () => {
    const cause = Object.assign(new Error('duplicate key: Key (email)=(sam@example.org) already exists'), {
      code: '23505',
      constraint: 'contact_email',
      detail: 'Key (email)=(sam@example.org) already exists.',
    });
    const error = new TypeError('Unexpected token \'S\', "Sam Field, 1 High St" is not valid JSON', {
      cause,
    });
    const described = describeError(error);
    expect(described).toMatchObject({
      type: 'TypeError',
      cause: { code: '23505', constraint: 'contact_email' },
    });
    expect(described['stack']).toEqual(expect.arrayContaining([expect.stringMatching(/logger\.test/)]));
    expect(JSON.stringify(described)).not.toMatch(/Sam|example\.org|High St/);
  });

  it('of Prisma loses the call with its values', () => {
    const message =
      "\nInvalid `prisma.contact.create()` invocation:\n{ data: { name: 'Sam' } }\n\nArgument email is missing.";
    expect(describeError(new Error(message))['message']).toBe('Argument email is missing.');
  });

  it('ends when causes go round in a circle', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
  });

  it('that is none is described all the same', () => {
    expect(describeError('text with a name')).toEqual({ type: 'string' });
  });
});

describe('a log line', () => {
  it('is one line of JSON, whatever is in it', () => {
    const lines: string[] = [];
    createLogger('info', { write: (line) => lines.push(line) }).info(
      { cvId: 'a\n{"level":"fatal"}\u001b[31m' },
      'read',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'read' });
  });
});
