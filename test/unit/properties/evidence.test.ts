import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CVS, featuresOfText, scoresOf } from './cvs.js';

/** Things that occupational therapists of all fields say they do. */
const DONE = [
  'I fabricate resting splints and review them in a weekly clinic.',
  'I complete Care Act assessments and reviews.',
  'I assess for major adaptations and write Disabled Facilities Grant recommendations.',
  'I use the Assessment of Motor and Process Skills and the COPM.',
  'I run a weekly breakfast group on a stroke rehabilitation ward.',
  'I carry out moving and handling assessments and single-handed care reviews.',
  'I plan complex discharges and access visits from acute medical wards.',
  'I hold a full UK driving licence and have the use of a car.',
  'I assess mental capacity and attend best interests meetings.',
  'I deliver vocational rehabilitation and fatigue management to people with brain injury.',
  'I completed the practice educator course.',
];

describe('evidence added to a CV', () => {
  it('never lowers a score', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CVS),
        fc.uniqueArray(fc.constantFrom(...DONE), { minLength: 1, maxLength: 4 }),
        ([id, cv], done) => {
          const before = scoresOf(featuresOfText(cv));
          const after = scoresOf(
            featuresOfText(`${cv.trimEnd()}\n\nADDITIONAL INFORMATION\n${done.join(' ')}\n`),
          );
          after.forEach((score, index) => expect(score, id).toBeGreaterThanOrEqual(before[index] ?? 0));
        },
      ),
      { numRuns: 60, seed: 2026 },
    );
  });
});
