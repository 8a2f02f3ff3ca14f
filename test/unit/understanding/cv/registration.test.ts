import { describe, expect, it } from 'vitest';
import { quote, read } from './read-cv.js';

const register = (lines: string) =>
  read(
    `Jo Marsh\n${lines}\n\nEMPLOYMENT\n\nOccupational Therapist, Band 5, Wharfdale NHS Trust\n2019 – 2021\nRotations.\n`,
  ).registration;

describe('registration', () => {
  it.each([
    ['HCPC OT12345', 'registered', 'OT12345'],
    ['HCPC number: OT 012345', 'registered', 'OT012345'],
    ['HCPC 099-OT97325 (OT97325)', 'registered', 'OT97325'],
    ['Registered with the HCPC', 'registered', null],
    [
      'HCPC OT93417 (readmitted to the register on 17 July 2023 after my registration lapsed)',
      'registered',
      'OT93417',
    ],
    ['HCPC OT98790 – current. HPCSA (South Africa) – lapsed by choice.', 'registered', 'OT98790'],
    ['HCPC OT98519 / AHPRA (non-practising)', 'registered', 'OT98519'],
    ['I was on the HCPC register (OT96318) until 2019 and let it lapse.', 'lapsed', 'OT96318'],
    ['Formerly registered with the HCPC.', 'lapsed', null],
    ['HCPC: application sent in October, waiting for the number.', 'pending', null],
    ['Awaiting HCPC registration.', 'pending', null],
    ['Eligible for HCPC registration.', 'pending', null],
    ['I am not registered with the HCPC.', 'none', null],
    ['SROT, 1988', 'not_evidenced', null],
    ['Postcode OT1 2AB, overtime (OT 20 hours)', 'not_evidenced', null],
  ])('"%s" is %s', (lines, state, number) => {
    expect(register(lines)).toMatchObject({ state, number });
  });

  it('quotes the words that say so', () => {
    const text = 'Jo Marsh\nOccupational Therapist\nHCPC OT12345\n';
    expect(quote(text, read(text).registration.evidence)).toBe('HCPC OT12345');
  });

  it('is none for support staff who say nothing of it', () => {
    const text =
      'Jo Marsh\n\nEMPLOYMENT\n\nOccupational Therapy Assistant, Band 3, Wharfdale NHS Trust\n2019 – present\n';
    expect(read(text).registration.state).toBe('none');
  });

  it('is none for somebody of another profession, however registered', () => {
    const text =
      'Jo Marsh\nPhysiotherapist\nHCPC PH112233\n\nEMPLOYMENT\n\nPhysiotherapist, Band 6, Wharfdale NHS Trust\n2019 – present\n';
    const profile = read(text);
    expect(profile.profession.name).toBe('physiotherapy');
    expect(profile.registration.state).toBe('none');
    expect(profile.stage.stage).toBeNull();
  });

  it('does not take a place on a pre-registration course for a pending registration', () => {
    expect(register('I have a place pending on a pre-registration MSc.').state).toBe('not_evidenced');
  });
});
