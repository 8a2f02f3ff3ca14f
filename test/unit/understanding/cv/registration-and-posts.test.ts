import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../../src/understanding/understand-cv.js';

const read = (cv: string) => understandCv(cv, loadTaxonomy());

describe('registration', () => {
  it('takes no years behind a title for a number, and reads one with a blank in it', () => {
    const { registration } = read('Principal OT 2012-18, Wolds Council\nHCPC number OT 28 812\n');
    expect(registration.number).not.toBe('OT2012');
    expect(read('HCPC registered, number OT 128 812.\nOccupational Therapist\n').registration.number).toBe(
      'OT128812',
    );
  });

  it('that lapsed before the present post of a therapist is over', () => {
    const post = (
      to: string,
      employer = 'Charnley Council',
    ) => `HCPC OT55321. My registration lapsed while I was at home and I came back to practice.

Employment
Occupational Therapist, ${employer}
January 2022 – ${to}
- Assessments at home`;
    expect(read(post('present')).registration.state).toBe('registered');
    expect(read(post('June 2023')).registration.state).toBe('lapsed');
    expect(read(post('present', 'St James’s Hospital, Dublin')).registration.state).toBe('lapsed');
    expect(read(post('present', 'Royal North Shore Hospital, Sydney')).registration.state).toBe('lapsed');
  });

  it('is on its way for a student who expects it', () => {
    const cv =
      'Final year BSc (Hons) Occupational Therapy student. I expect to join the HCPC register in July but am not registered yet.\n\nPaid work\nHealthcare Assistant (bank), 2023 – present\n';
    expect(read(cv).registration.state).toBe('pending');
    expect(read(cv).stage.stage).toBe('occupational_therapist');
  });
});

describe('assistants of other professions', () => {
  it.each(['Physiotherapy Assistant, Band 3', 'Speech therapy assistant'])(
    'are none of ours: %s',
    (title) => {
      expect(read(`${title}, Harrow Vale NHS Trust, 2019 – present\n`).profession.name).not.toBe(
        'occupational_therapy',
      );
    },
  );
});
