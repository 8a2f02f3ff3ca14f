import { STATUS_CODES } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isDatabaseDown } from '../../../src/http/database-failure.js';
import { Problem, problemBody } from '../../../src/http/problem.js';
import { PROBLEMS } from '../../../src/http/problem-table.js';

describe('the table of problems', () => {
  it.each(Object.entries(PROBLEMS))(
    '%s has a status, a title and a sentence to act on',
    (code, { status, title, detail }) => {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(STATUS_CODES[status]).toBeDefined();
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      // What a form says at its field has no full stop (NHS content style).
      expect(detail).toMatch(/^[A-Z“].*\.$|^(?:Select|The selected file) [^.]+$/);
    },
  );

  it('tells those who must come back when', () => {
    expect(new Problem('database_unavailable').headers).toEqual({ 'retry-after': '2' });
    expect(new Problem('not_found').headers).toEqual({});
  });

  it('never shows the cause', () => {
    const body = problemBody(new Problem('internal_error', { cause: new Error('secret') }), 'r1');
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('a database that is away is told from one that was asked wrongly', () => {
  const withCode = (code: string, more: object = {}): Error =>
    Object.assign(new Error('x'), { code, ...more });

  it.each([
    withCode('ECONNREFUSED'),
    withCode('57P01'),
    withCode('57P03'),
    withCode('08006'),
    withCode('53300'),
    withCode('P2024'),
    withCode('ENOENT', { syscall: 'connect' }),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('outer', { cause: withCode('ECONNRESET') }),
    new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]),
  ])('away: %s', (error) => expect(isDatabaseDown(error)).toBe(true));

  it.each([
    withCode('23505'),
    withCode('22P02'),
    withCode('42703'),
    withCode('ENOENT', { syscall: 'open' }),
    new Error('x'),
    null,
  ])('there: %s', (error) => expect(isDatabaseDown(error)).toBe(false));
});
