import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../../src/understanding/understand-cv.js';

const read = (cv: string) => understandCv(cv, loadTaxonomy());

describe('a CV that goes from the address to the posts without a heading', () => {
  const cv = `Rowan Telfer, Occupational Therapist. Derby DE1. HCPC OT104233.

Ashgrove Healthcare, locked rehabilitation unit
Occupational Therapist | Oct 2023 – present
- Caseload of eleven, mostly schizophrenia
- Cooking groups and graded leave plans
- Supervised monthly by the group's lead OT

Eastmoor Mental Health NHS Trust
Rotational Band 5 | Sept 2022 – Sept 2023
- Acute wards, preceptorship completed`;
  const profile = read(cv);

  it('has its posts in a section of their own, with what was done there', () => {
    const groups = profile.mentions.find(({ span }) => cv.slice(span.start, span.end).includes('groups'));
    expect(groups?.section).toBe('experience');
    expect(profile.statements.map(({ role }) => role)).toContain(0);
  });

  it('does not take the post of whoever supervises for the writer’s', () => {
    expect(profile.stage.stage).toBe('occupational_therapist');
  });
});

describe('a CV that tells its present post after a line of personal details', () => {
  const profile = read(`Personal Details
Name: Anwen Marsh | Registered: HCPC (OT61177)

Current post. I'm the Advanced Occupational Therapist in the community learning disability team at Foss Partnership NHS Trust, Band 7, and have been since autumn 2019. I supervise four Band 6s and hold about ten people with posture needs around the clock.

Band 6 OT, learning disability, Foss 2013 – 2019. Behaviour, posture, housing.
Band 5 OT, rotation, Kesteven 2010–13.`);

  it('is read by the post that is told, not by the ones that are listed', () => {
    expect(profile.stage.stage).toBe('advanced');
    expect(profile.roles[0]?.to).toBe('present');
  });

  it('counts what is told there', () => {
    expect(profile.statements.length).toBeGreaterThan(1);
  });
});

describe('a student whose paid work is of another kind', () => {
  const profile =
    read(`Final-year BSc (Hons) Occupational Therapy student. HCPC application to be sent when the pass list is out.

PLACEMENTS
Acute medicine, 12 weeks: washing and dressing assessments, discharge planning.

PAID WORK
Bank healthcare support worker, 2022 – present`);

  it('is an occupational therapist in waiting', () => {
    expect(profile.profession.name).toBe('occupational_therapy');
    expect(profile.registration.state).toBe('pending');
    expect(profile.stage.stage).toBe('occupational_therapist');
  });
});
