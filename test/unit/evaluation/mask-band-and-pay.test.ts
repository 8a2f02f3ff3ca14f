import { describe, expect, it } from 'vitest';
import { maskBandAndPay } from '../../evaluation/adverts/mask-band-and-pay.js';

/** What is said of band, grade or pay, and the words around it that have to stay. */
const SAID: readonly (readonly [string, string])[] = [
  ['Band 6 Occupational Therapist', 'Occupational Therapist'],
  ['Occupational Therapist - Band 5', 'Occupational Therapist -'],
  ['Occupational Therapist (Band 5/6)', 'Occupational Therapist'],
  ['Occupational Therapist Bands 5-6 development', 'Occupational Therapist development'],
  ['Occupational Therapist band six', 'Occupational Therapist'],
  ['Occupational Therapist Band Eight A', 'Occupational Therapist'],
  ['Occupational Therapist BAND: 7', 'Occupational Therapist'],
  ['Occupational Therapist Band6', 'Occupational Therapist'],
  ['Occupational Therapist, Band VI', 'Occupational Therapist,'],
  ['B6 Occupational Therapist', 'Occupational Therapist'],
  ['B5/6 Occupational Therapist', 'Occupational Therapist'],
  ['B5/B6 Occupational Therapist', 'Occupational Therapist'],
  ['OT 5/6 post in Leeds', 'OT post in Leeds'],
  ['Occupational Therapist AfC 6', 'Occupational Therapist'],
  ['Occupational Therapist AFC Band 7', 'Occupational Therapist'],
  ['Occupational Therapist A4C Band 7', 'Occupational Therapist A4C'],
  ['Occupational Therapist, Agenda for Change Band 8a', 'Occupational Therapist,'],
  ['Occupational Therapist (Agenda for Change: 6)', 'Occupational Therapist'],
  ['Consultant Occupational Therapist 8b', 'Consultant Occupational Therapist'],
  ['Occupational Therapist 8a/b', 'Occupational Therapist'],
  ['Supervise band 5s and 6s daily', 'Supervise daily'],
  ["Supervise our Band 3's daily", 'Supervise our daily'],
  ['Bands 2, 3 and 4 support you', 'support you'],
  ['The post is banded at 6 after review', 'The post is after review'],
  ['Occupational Therapist Grade 9', 'Occupational Therapist'],
  ['Occupational Therapist Grade 9 SCP 28-32', 'Occupational Therapist'],
  ['Occupational Therapist, Grade H', 'Occupational Therapist,'],
  ['Occupational Therapist Grade: 10', 'Occupational Therapist'],
  ['Occupational Therapist Scale 5', 'Occupational Therapist'],
  ['Occupational Therapist SO1-SO2', 'Occupational Therapist'],
  ['Occupational Therapist PO2', 'Occupational Therapist'],
  ['Occupational Therapist PO1/PO3', 'Occupational Therapist'],
  ['Occupational Therapist HS7', 'Occupational Therapist'],
  ['Occupational Therapist (Level 2)', 'Occupational Therapist'],
  ['Occupational Therapist pay point 23', 'Occupational Therapist'],
  ['Occupational Therapist, spinal column points 26 to 30', 'Occupational Therapist,'],
  ['Occupational Therapist (Annex 21)', 'Occupational Therapist'],
  ['Occupational Therapist £31,365 - £37,890', 'Occupational Therapist'],
  ['Occupational Therapist £31,365 to £37,890 per annum', 'Occupational Therapist'],
  ['Occupational Therapist £31,365-37,890 pa', 'Occupational Therapist'],
  ['Occupational Therapist £31365 - £37890 p.a.', 'Occupational Therapist'],
  ['Occupational Therapist 31,365 to 37,890', 'Occupational Therapist'],
  ['Occupational Therapist £ 31 365 per year', 'Occupational Therapist'],
  ['Occupational Therapist up to £45,000pa', 'Occupational Therapist'],
  ['Occupational Therapist £35k–£38k', 'Occupational Therapist'],
  ['Occupational Therapist 35k', 'Occupational Therapist'],
  ['Occupational Therapist GBP 31,365', 'Occupational Therapist'],
  ['Occupational Therapist £16.04 to £25.66 per hour', 'Occupational Therapist'],
  ['Occupational Therapist £32 p/h umbrella', 'Occupational Therapist umbrella'],
  ['Occupational Therapist £24/hr', 'Occupational Therapist'],
  ['Occupational Therapist 16.04 per hour', 'Occupational Therapist'],
  ['Occupational Therapist £250 a day', 'Occupational Therapist'],
];

describe('masking band and pay', () => {
  it.each(SAID)('takes them out of %j and leaves the rest', (text, left) => {
    expect(maskBandAndPay(text)).toBe(left);
  });

  it('leaves nothing of them in a text that has them all', () => {
    const masked = maskBandAndPay(SAID.map(([text]) => text).join('.\n'));
    expect(masked).not.toMatch(/£|\d{2}|per (annum|hour|year|day)|p\/h|\b[BP]O?\d|band|AfC|grade|scp/i);
  });

  it('is through after one pass', () => {
    for (const [text] of SAID) expect(maskBandAndPay(maskBandAndPay(text))).toBe(maskBandAndPay(text));
  });

  it.each([
    'You will work 37.5 hours over 7 days, 8am to 8pm, with 12 months of support.',
    'A caseload on ward 6 and 2 community teams in B6 4NN, with 24/7 cover.',
    'NVQ Level 3 in care or a Level 4 diploma; B12 injections are no part of it.',
    'Graded activity, husband and wife, a broad band of skills.',
    'Rated Good by the CQC in 2019; at least 2 years of experience.',
  ])('keeps what is something else: %s', (text) => {
    expect(maskBandAndPay(text)).toBe(text);
  });
});
