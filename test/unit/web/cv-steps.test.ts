import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../../src/web/candidate/cv-steps.js';

type Cv = Parameters<typeof stepsOf>[0];

const [AT_9, AT_10, AT_11, AT_12] = [9, 10, 11, 12].map((hour) => new Date(2026, 10, 29, hour).toISOString());
const cv = (facts: Partial<Cv>): Cv =>
  ({
    status: 'received',
    outcome: null,
    receivedAt: AT_9,
    scannedAt: null,
    readAt: null,
    readyAt: null,
    ...facts,
  }) as Cv;
const shown = (facts: Partial<Cv>, isScanned: boolean): string[] =>
  stepsOf(cv(facts), isScanned).map(({ name, state, at }) => [name, state, at].filter(Boolean).join(' '));

describe('the way of a CV', () => {
  it('goes by its own moments, one step after the other', () => {
    expect(shown({}, true)).toEqual([
      `Received done ${AT_9 ?? ''}`,
      'Checked now',
      'Read next',
      'Ready next',
    ]);
    expect(shown({ scannedAt: AT_10 ?? null }, true)).toEqual([
      `Received done ${AT_9 ?? ''}`,
      `Checked done ${AT_10 ?? ''}`,
      'Read now',
      'Ready next',
    ]);
    const read = { status: 'read', scannedAt: AT_10 ?? null, readAt: AT_11 ?? null } as const;
    expect(shown(read, true).slice(2)).toEqual([`Read done ${AT_11 ?? ''}`, 'Ready now']);
    expect(shown({ ...read, status: 'ready', readyAt: AT_12 ?? null }, true).slice(3)).toEqual([
      `Ready done ${AT_12 ?? ''}`,
    ]);
  });

  it('is checked as it comes in where nothing scans for viruses, and where a scan came long after', () => {
    expect(shown({}, false)[1]).toBe(`Checked done ${AT_9 ?? ''}`);
    const late = {
      status: 'ready',
      readAt: AT_10 ?? null,
      readyAt: AT_11 ?? null,
      scannedAt: AT_12 ?? null,
    } as const;
    expect(shown(late, true)[1]).toBe(`Checked done ${AT_9 ?? ''}`);
  });

  it.each([
    ['infected', ['Checked stopped', 'Read next', 'Ready next']],
    ['encrypted', ['Checked stopped', 'Read next', 'Ready next']],
    ['no_text', [`Checked done ${AT_9 ?? ''}`, 'Read stopped', 'Ready next']],
  ] as const)('stops where the document does, as %s', (outcome, rest) => {
    expect(shown({ status: 'unreadable', outcome, readAt: AT_10 ?? null }, false).slice(1)).toEqual(rest);
  });

  it('stops at reading where that failed on our side', () => {
    expect(shown({ status: 'failed' }, false)[2]).toBe('Read stopped');
  });
});
