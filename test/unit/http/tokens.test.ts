import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newApiKey } from '../../../src/http/api-key.js';
import { hashToken } from '../../../src/http/secret-token.js';
import { readCandidateLink, signCandidateLink } from '../../../src/http/candidate-link.js';
import { decodeCursor, encodeCursor } from '../../../src/http/cursor.js';
import { Problem } from '../../../src/http/problem.js';

const link = fc.record({
  candidateId: fc.uuid({ version: 7 }),
  linkVersion: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  expires: fc.integer({ min: 0, max: 2 ** 40 }),
});

describe('a candidate’s link', () => {
  it('says what was signed', () => {
    fc.assert(
      fc.property(link, fc.string({ minLength: 32 }), (said, secret) => {
        expect(readCandidateLink(signCandidateLink(said, secret), secret)).toEqual(said);
      }),
    );
  });

  it('says nothing when any of its bits was changed', () => {
    fc.assert(
      fc.property(link, fc.nat(59), fc.nat(7), (said, byte, bit) => {
        const bytes = Buffer.from(signCandidateLink(said, 'secret').slice(4), 'base64url');
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
        expect(readCandidateLink(`otc_${bytes.toString('base64url')}`, 'secret')).toBeNull();
      }),
    );
  });

  it('is nothing that anybody can make up', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readCandidateLink(text, 'secret')).toBeNull();
      }),
    );
  });
});

describe('an API key', () => {
  it('is 256 random bits, told apart by its beginning and kept as a digest', () => {
    const { key, prefix, hash } = newApiKey();
    expect(Buffer.from(key.slice(4), 'base64url')).toHaveLength(32);
    expect(key.startsWith(prefix)).toBe(true);
    expect(hash).toEqual(hashToken(key));
    expect(newApiKey().key).not.toBe(key);
  });
});

describe('a cursor', () => {
  const shape = z.tuple([z.int(), z.string()]);

  it('leads back to its place', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (rank, id) => {
        expect(decodeCursor('list', shape, encodeCursor('list', [rank, id]))).toEqual([rank, id]);
      }),
    );
    expect(decodeCursor('list', shape, undefined)).toBeNull();
  });

  it('of another list, or of anybody’s making, is refused', () => {
    expect(() => decodeCursor('list', shape, encodeCursor('other', [1, 'x']))).toThrow(Problem);
    expect(() => decodeCursor('list', shape, encodeCursor('list', ['x', 1]))).toThrow(Problem);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor('list', shape, text)).toThrow(Problem);
      }),
    );
  });
});
