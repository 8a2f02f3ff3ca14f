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
    ['HCPC number\nOT12345', 'registered', 'OT12345'],
    ['CORU OT024567, HCPC OT12345', 'registered', 'OT12345'],
    ['HCPC OT12345, applying for posts in paediatrics', 'registered', 'OT12345'],
    ['HCPC OT12345, DBS application pending', 'registered', 'OT12345'],
    ['HCPC OT12345 – renewal application submitted', 'registered', 'OT12345'],
    ['HCPC registered (OT12345), no registration conditions', 'registered', 'OT12345'],
    ['Full driving licence, OT12345', 'registered', 'OT12345'],
    ['HCPC registered in March 2014, OT12345', 'registered', 'OT12345'],
    ['Registered in good standing since 2014, OT12345', 'registered', 'OT12345'],
    ['Health and Care Professions Council registered, OT12345', 'registered', 'OT12345'],
    ['MRCOT, RCOT, OT12345', 'registered', 'OT12345'],
    ['RCOT member OT12345', 'not_evidenced', null],
    ['Removed from the HCPC register at my own request, OT12345', 'lapsed', 'OT12345'],
    ['Not yet HCPC registered', 'pending', null],
    ['HCPC OT12345 – pending', 'pending', null],
    ['HCPC application in process, reference OT12345', 'pending', null],
    ['HCPC registration OT12345 applied for', 'pending', null],
    ['I am not registered with the HCPC, my student number is OT12345.', 'none', null],
    ['Modules: OT4012 Occupation and health, OT4013 Practice skills', 'not_evidenced', null],
    ['CORU registered, OT024567', 'not_evidenced', null],
    ['CORU registered\nOT024567', 'not_evidenced', null],
    ['OT024567 (CORU)', 'not_evidenced', null],
    ['California licence OT 12345', 'not_evidenced', null],
    ['Registered in Ireland, OT024567', 'not_evidenced', null],
    ['Ref OT-20231', 'not_evidenced', null],
    ['HCPC OT12345 (suspended 2024)', 'lapsed', 'OT12345'],
    ['HCPC registration OT12345: struck off in 2022.', 'lapsed', 'OT12345'],
    ['I was struck off the HCPC register in 2021.', 'lapsed', null],
    ['HCPC OT12345, suspended in 2019, suspension lifted in 2020', 'registered', 'OT12345'],
    ['HCPC OT12345, never suspended or struck off', 'registered', 'OT12345'],
    ['HCPC OT12345, conditions of practice until May 2026', 'registered', 'OT12345'],
    ['Postcode OT1 2AB, overtime (OT 20 hours)', 'not_evidenced', null],
  ])('"%s" is %s', (lines, state, number) => {
    expect(register(lines)).toMatchObject({ state, number });
  });

  it('quotes the words that say so', () => {
    const text = 'Jo Marsh\nOccupational Therapist\nHCPC OT12345\n';
    expect(quote(text, read(text).registration.evidence)).toBe('HCPC OT12345');
  });

  it('needs words about the register beside a number that stands among the work or the studies', () => {
    const text = (line: string) =>
      `Jo Marsh\n\nEMPLOYMENT\n\nOccupational Therapist, Band 5, Wharfdale NHS Trust\n2019 – 2021\nRotations on the wards.\nSplints.\n\nEDUCATION\nBSc (Hons) Occupational Therapy, 2019\n${line}\n`;
    expect(read(text('OT4012 Occupation, OT4013 Practice')).registration.number).toBeNull();
    expect(read(text('HCPC OT4012')).registration.number).toBe('OT4012');
  });

  it('outlives conditions of practice and cautions, with their words kept', () => {
    const text = (remark: string) => `Jo Marsh\nOccupational Therapist\nHCPC OT12345${remark}\n`;
    const { registration } = read(text(', conditions of practice order since 2025'));
    expect(
      quote(text(', conditions of practice order since 2025'), registration.restricted ?? null),
    ).toContain('conditions of practice');
    expect(read(text(', caution order expired 2020')).registration.restricted).toBeUndefined();
    expect(read(text('')).registration.restricted).toBeUndefined();
    const colleague = 'I supervised a colleague under conditions of practice with the HCPC.';
    expect(read(`${text('')}\n${colleague}`).registration.restricted).toBeUndefined();
  });

  it('that was struck off is quoted, and no later post outweighs it', () => {
    const text =
      'Jo Marsh\nHCPC OT12345 (struck off, March 2023)\n\nEMPLOYMENT\n\nOccupational Therapist, Band 6, Wharfdale NHS Trust\n2022 – present\n';
    const { registration } = read(text);
    expect(registration.state).toBe('lapsed');
    expect(quote(text, registration.evidence)).toContain('struck off');
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
