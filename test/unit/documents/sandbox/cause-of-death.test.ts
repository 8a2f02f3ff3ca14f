import { describe, expect, it } from 'vitest';
import { causeOfDeath } from '../../../../src/documents/sandbox/cause-of-death.js';

const death = { signal: null, code: null, stderr: '', memoryShare: 0.2 };

describe('the cause of a death', () => {
  it.each([
    ['cpu', 'SIGXCPU', { ...death, signal: 'SIGXCPU' as const }],
    [
      'memory',
      'a failed allocation of C++',
      { ...death, signal: 'SIGABRT' as const, stderr: 'what():  std::bad_alloc' },
    ],
    [
      'memory',
      'a full heap',
      {
        ...death,
        code: 134,
        stderr: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      },
    ],
    [
      'memory',
      'a fall with no words near the limit',
      { ...death, signal: 'SIGSEGV' as const, memoryShare: 0.8 },
    ],
    ['killed', 'a SIGKILL from outside', { ...death, signal: 'SIGKILL' as const }],
    ['crash', 'a fall with no words far from the limit', { ...death, signal: 'SIGSEGV' as const }],
    ['crash', 'an unhandled rejection', { ...death, code: 1, stderr: 'UnhandledPromiseRejection' }],
  ])('is %s for %s', (cause, _, seen) => {
    expect(causeOfDeath(seen)).toBe(cause);
  });
});
