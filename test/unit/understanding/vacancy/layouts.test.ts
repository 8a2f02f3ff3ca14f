import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';

const taxonomy = loadTaxonomy();

interface Expected {
  readonly stage?: string;
  readonly sector?: string;
  readonly band?: string | null;
  readonly grade?: string | null;
  readonly pay?: { readonly from: number | null; readonly to: number | null; readonly unit: string } | null;
  readonly payYear?: string | null;
  readonly payBasis?: string | null;
  readonly contract?: string | null;
  readonly weekly?: number | null;
  readonly wholeTime?: number | null;
  readonly patterns?: readonly string[];
  readonly place?: string | null;
  readonly postcode?: string | null;
  readonly closing?: readonly [year: number | null, month: number, day: number] | null;
  readonly registration?: boolean | null;
  readonly driver?: boolean | null;
  readonly must?: readonly string[];
  readonly wants?: readonly string[];
  readonly none?: readonly string[];
  readonly specialism?: string;
}

const ADVERTS: readonly (readonly [name: string, text: string, expected: Expected])[] = [
  [
    'a table whose columns were tabs',
    `Specialist Occupational Therapist\nWolds Community NHS Trust\nBand 6\n\nPerson Specification\nCriteria\tEssential\tDesirable\nHCPC registration\tX\t\nDischarge planning\tX\t\nSplinting\t\tX\nPractice educator training\t\tX`,
    {
      stage: 'senior_specialist',
      registration: true,
      must: ['reg.hcpc', 'duty.discharge_planning'],
      wants: ['duty.splinting', 'qual.practice_educator'],
    },
  ],
  [
    'a table with words under both columns',
    `Senior Occupational Therapist\nWolds Council\n\nPerson specification\nArea | Essential | Desirable\nExperience | Stroke rehabilitation on a ward | Vocational rehabilitation\nSkills | Wheelchair assessment | Splinting`,
    {
      must: ['spec.stroke', 'duty.wheelchair_assess'],
      wants: ['spec.vocational', 'duty.splinting'],
    },
  ],
  [
    'a table that came out one cell a line',
    `Occupational Therapist\nWolds Council\n\nPerson specification\n\nDischarge planning\nE\nHome visits\nE\nSplinting\nD\nPractice educator training\nD`,
    {
      must: ['duty.discharge_planning', 'duty.home_visits'],
      wants: ['duty.splinting', 'qual.practice_educator'],
    },
  ],
  [
    'letters in brackets behind each line',
    `Occupational Therapist\nWolds Council\n\nPerson specification\n- Experience of discharge planning (E)\n- Experience of splinting (D)\n- Wheelchair assessment - essential\n- Vocational rehabilitation - desirable`,
    {
      must: ['duty.discharge_planning', 'duty.wheelchair_assess'],
      wants: ['duty.splinting', 'spec.vocational'],
    },
  ],
  [
    'columns kept apart by spaces',
    `Occupational Therapist\nWolds Council\n\nREQUIREMENT                      ESSENTIAL     DESIRABLE\nDischarge planning                   ✓\nSplinting                                           ✓`,
    { must: ['duty.discharge_planning'], wants: ['duty.splinting'] },
  ],
  [
    'essential and desirable as headings that take turns',
    `Occupational Therapist\nWolds Council\n\nExperience\nEssential\nDischarge planning\nDesirable\nSplinting\nTraining\nEssential\nCare Certificate\nDesirable\nPractice educator training`,
    {
      must: ['duty.discharge_planning', 'qual.care_certificate'],
      wants: ['duty.splinting', 'qual.practice_educator'],
    },
  ],
  [
    'one paragraph and no heading',
    `We are looking for an occupational therapist to join our stroke unit in Fellmere on a permanent basis, 37.5 hours per week, Band 5. You will have HCPC registration and experience of discharge planning. You will carry out home visits. Splinting would be an advantage. Closing date 3 March 2027.`,
    {
      stage: 'occupational_therapist',
      contract: 'permanent',
      weekly: 37.5,
      closing: [2027, 3, 3],
      registration: true,
      must: ['duty.discharge_planning'],
      wants: ['duty.splinting'],
    },
  ],
  [
    'what you will have, as a list',
    `Senior OT, Reablement\nNorthdale Council\nGrade 9 SCP 28 to 32\n37 hours per week\n\nYou will have:\n• HCPC registration\n• Experience of Care Act assessments\n\nNice to have:\n• Trusted Assessor`,
    {
      stage: 'senior_specialist',
      sector: 'local_authority',
      grade: 'Grade 9 SCP 28 to 32',
      weekly: 37,
      must: ['reg.hcpc', 'spec.reablement'],
      wants: ['qual.trusted_assessor'],
    },
  ],
  [
    "a London borough's grade",
    `Occupational Therapist\nLondon Borough of Eastmere\nPO2, £41,442 - £44,346, 36 hours, permanent\nClosing date: 14/01/2027`,
    {
      sector: 'local_authority',
      grade: 'PO2',
      contract: 'permanent',
      weekly: 36,
      pay: { from: 41_442, to: 44_346, unit: 'year' },
      closing: [2027, 1, 14],
    },
  ],
  [
    "a grade in the jobs site's form",
    `Occupational Therapist (Adults)\nHarrowby County Council\n\nGrade: 10\nContract type: Fixed term until March 2027\nHours: 22.2\nLocation: Harrowby\n\nWe are proud of our permanent staff.`,
    { grade: 'Grade 10', contract: 'fixed_term', weekly: 22.2, place: 'Harrowby' },
  ],
  [
    'a locum through an umbrella company',
    `Locum OT - Band 6 - Community\n£32 per hour umbrella\nASAP start, 3 months initially, Sheffield S10`,
    {
      contract: 'locum',
      pay: { from: 32, to: 32, unit: 'hour' },
      payBasis: 'umbrella',
      stage: 'senior_specialist',
      place: 'Sheffield',
      postcode: 'S10',
    },
  ],
  [
    'an agency rate that does not say locum',
    `Occupational Therapist needed for a busy council team. Up to £30 p/h Ltd or £26 PAYE. Ongoing. Immediate start.`,
    { contract: 'locum', pay: { from: null, to: 30, unit: 'hour' }, payBasis: 'limited_company' },
  ],
  [
    'a post in term time',
    `Children's Occupational Therapist\nWolds Academy School\n0.6 WTE, term time only, fixed term for 12 months`,
    { contract: 'fixed_term', wholeTime: 0.6, patterns: ['term_time'] },
  ],
  [
    'a job share with hybrid working',
    `Occupational Therapist\nWolds Council\nPermanent | Part time (18.5 hours) or job share | Hybrid`,
    { contract: 'permanent', weekly: 18.5, patterns: ['part_time', 'job_share', 'hybrid'] },
  ],
  [
    'a bank post',
    `Bank Occupational Therapist Band 5\nWolds Health NHS Trust\nZero hours. Our permanent colleagues will welcome you.`,
    { contract: 'bank', stage: 'occupational_therapist' },
  ],
  [
    'a permanent post that speaks of other contracts',
    `Team Manager, Occupational Therapy\nWolds Council\n\nYou will reduce our use of locum staff, cover maternity leave and secondments within the team, and manage bank shifts. This is a permanent post. Secondments will be considered.`,
    { contract: 'permanent', stage: 'advanced' },
  ],
  [
    'a fixed-term post that may last',
    `Occupational Therapist\nWolds Council\n\nFixed term contract for 12 months, with the possibility of becoming permanent.`,
    { contract: 'fixed_term' },
  ],
  [
    'a post that is covered by a locum until it is filled',
    `Senior Occupational Therapist\nWolds Council\n\nThe work is currently covered by a locum. You will hold a complex caseload for years to come.`,
    { contract: null },
  ],
  [
    "last year's pay of the NHS",
    `Occupational Therapist\nWolds Health NHS Trust\n£31,049 to £37,796 per annum\nBase: St. Brannock's Hospital, Fellmere`,
    {
      stage: 'occupational_therapist',
      payYear: '2025/26',
      pay: { from: 31_049, to: 37_796, unit: 'year' },
      place: "St. Brannock's Hospital, Fellmere",
    },
  ],
  [
    'a pay year in words',
    `Occupational Therapist\nHarrowby County Council\nGrade 9: £37,280 to £40,777 (2026/27 pay award pending)`,
    { payYear: '2026/27', grade: 'Grade 9' },
  ],
  [
    'a band in a word',
    `Occupational Therapist, Band Seven\nWolds Health NHS Trust`,
    { band: '7', stage: 'advanced' },
  ],
  [
    'a band after the name of the terms',
    `Occupational Therapist\nWolds Health NHS Trust\nAfC 6 | Full time`,
    { band: '6', stage: 'senior_specialist', patterns: ['full_time'] },
  ],
  [
    'a band in prose',
    `Come to Fellmere!\n\nWe are looking for a motivated Band 6 Occupational Therapist. You will supervise Band 5 staff and join our Band 7 lead.`,
    { stage: 'senior_specialist' },
  ],
  [
    'bands of other posts only',
    `Occupational Therapy Assistant\nWolds Council\n\nYou will work with Band 6 therapists. We also have Band 7 roles with other clients.`,
    { band: null, stage: 'support_worker' },
  ],
  [
    'a head of service',
    `Head of Therapies\nWolds Health NHS Trust\nBand 8C, £79,505 - £91,609`,
    { band: '8c', stage: 'consultant', payYear: '2026/27' },
  ],
  [
    'a level of a qualification beside no level of the post',
    `Occupational Therapy Assistant\nWolds Council\nNVQ Level 3 or above needed. Scale 5`,
    { grade: 'Scale 5', stage: 'support_worker' },
  ],
  [
    "a council's career level",
    `Occupational Therapist - Level 2\nHarrowby County Council`,
    { grade: 'Level 2', stage: 'senior_specialist' },
  ],
  [
    'a deadline without a year, and hours that are a standard',
    `Occupational Therapist\nWolds Health NHS Trust\n\nYou will see people within 24 hours of referral. Apply by the 9th of February.`,
    { weekly: null, closing: [null, 2, 9] },
  ],
  [
    'an interview date and no closing date',
    `Occupational Therapist\nWolds Health NHS Trust\n\nInterviews will be held on 12 February 2027.`,
    { closing: null },
  ],
  [
    'where the post is based, in prose',
    `Occupational Therapist\nWolds Health NHS Trust\n\nThe team is based at Larkfield House in Fellmere and covers the whole county.`,
    { place: 'Larkfield House' },
  ],
  [
    'benefits and an employer who speaks of itself',
    `Occupational Therapist, Stroke\nWolds Health NHS Trust\nBand 6\n\nAbout us\nWe lead on splinting and research, and our consultant therapists teach wheelchair assessment.\n\nYour benefits\n- Free training in sensory integration\n- Cycle to work\n\nMain duties\n- Discharge planning`,
    {
      specialism: 'spec.stroke',
      none: ['duty.splinting', 'duty.wheelchair_assess', 'qual.sensory_integration'],
    },
  ],
  [
    'a driver with and without another way',
    `Occupational Therapist\nWolds Council\n\nEssential\n- Full driving licence, or able to travel independently across the county`,
    { driver: false },
  ],
];

describe('an advert in any layout', () => {
  it.each(ADVERTS)('is read: %s', (_, text, expected) => {
    const reading = understandVacancy(text, taxonomy);
    const importance = (id: string) =>
      reading.criteria.find(({ conceptId }) => conceptId === id)?.importance ?? null;
    const closing = reading.closing.value;
    const read: Record<string, unknown> = {
      stage: reading.stage.stage,
      sector: reading.sector.value,
      band: reading.band.value,
      grade: reading.grade.value,
      pay: reading.pay.value,
      payYear: reading.payYear.value,
      payBasis: reading.payBasis.value,
      contract: reading.contract.value,
      weekly: reading.hours.value?.weekly ?? null,
      wholeTime: reading.hours.value?.wholeTimeEquivalent ?? null,
      patterns: reading.hours.value?.patterns ?? [],
      place: reading.place.value,
      postcode: reading.postcode.value,
      closing: closing && [closing.year, closing.month, closing.day],
      registration: reading.registrationRequired.value,
      driver: reading.driverRequired.value,
      must: expected.must?.filter((id) => importance(id) === 'must'),
      wants: expected.wants?.filter((id) => importance(id) === 'wants'),
      none: expected.none?.filter((id) => importance(id) === null),
      specialism: reading.specialisms[0]?.conceptId,
    };
    const asked = Object.fromEntries(Object.keys(expected).map((key) => [key, read[key]]));
    expect(asked).toEqual(expected);
  });
});

describe('what a field rests on', () => {
  it('is the text at the place that is shown', () => {
    for (const [, text] of ADVERTS) {
      const { hours, place, closing, payYear, payBasis, contract, grade } = understandVacancy(text, taxonomy);
      for (const { value, evidence } of [hours, place, closing, payYear, payBasis, contract, grade]) {
        expect(evidence === null).toBe(value === null);
        if (evidence !== null)
          expect(text.slice(evidence.start, evidence.end).trim().length).toBeGreaterThan(0);
      }
      if (place.evidence !== null) {
        expect(text.slice(place.evidence.start, place.evidence.end)).toBe(place.value);
      }
    }
  });
});

describe('headings in unusual places', () => {
  const importances = (text: string) =>
    new Map(
      understandVacancy(text, taxonomy).criteria.map(({ conceptId, importance }) => [conceptId, importance]),
    );

  it('may name what is essential in brackets, above a numbered list', () => {
    const read = importances(
      `Occupational Therapist\nWolds Council\n\nWhat we need (essential)\n1. Discharge planning\n2. Wheelchair assessment\n\nWhat we'd like (desirable)\n1. Splinting`,
    );
    expect(read.get('duty.discharge_planning')).toBe('must');
    expect(read.get('duty.splinting')).toBe('wants');
  });

  it('may stand in the middle of a paragraph', () => {
    const read = importances(
      `Occupational Therapist\nWolds Council\n\nWhat's essential: discharge planning; wheelchair assessment. What would help: splinting; vocational rehabilitation.`,
    );
    expect(read.get('duty.wheelchair_assess')).toBe('must');
    expect(read.get('spec.vocational')).toBe('wants');
  });

  it('may be letters in the middle of a line', () => {
    const read = importances(
      `Occupational Therapist\nWolds Council\n\nPerson specification – E = essential, D = desirable\nKnowledge: discharge planning (E); splinting (D)`,
    );
    expect(read.get('duty.discharge_planning')).toBe('must');
    expect(read.get('duty.splinting')).toBe('wants');
  });

  it('may ask for somebody politely and still mean it', () => {
    const read = importances(
      `Occupational Therapist\nWolds Council\n\nWe would like someone who\n- has experience of discharge planning`,
    );
    expect(read.get('duty.discharge_planning')).toBe('must');
  });

  it('end what was set aside though nobody knows them', () => {
    const read = importances(
      `Occupational Therapist\nWolds Council\n\nWhy Wolds?\nThe sea, and a nursery that teaches splinting.\n\nThe rotations in more detail\nSix months of wheelchair assessment at the clinic, then six months in the homes of people.`,
    );
    expect(read.has('duty.splinting')).toBe(false);
    expect(read.has('duty.wheelchair_assess')).toBe(true);
  });

  it('do not come from a line of facts about hours and closing', () => {
    const reading = understandVacancy(
      `Occupational Therapist\nWolds Council\n37 hours, closing 3 March\n\nYou will need experience of discharge planning.`,
      taxonomy,
    );
    expect(reading.criteria.map(({ conceptId }) => conceptId)).toContain('duty.discharge_planning');
    expect(reading.hours.value?.weekly).toBe(37);
  });
});

describe('a title', () => {
  it('is read where it opens a paragraph, or stands behind its label', () => {
    const opening = understandVacancy(
      'Practice Manager (Occupational Therapy), Adults. Wolds Council are after somebody to run a team from the Fellmere office.',
      taxonomy,
    );
    expect(opening.title.value).toBe('Practice Manager (Occupational Therapy), Adults');
    expect(opening.stage.stage).toBe('advanced');
    expect(opening.employer.value).toBe('Wolds Council');
    expect(
      understandVacancy('Job title: Senior Occupational Therapist\nWolds Council', taxonomy).title.value,
    ).toBe('Senior Occupational Therapist');
  });
});

describe('registration that may still come', () => {
  it.each([
    'You must be on the HCPC register, or we can start you as an assistant until your number comes through.',
    "We'd also consider therapists in the last stage of getting their registration.",
  ])('is accepted: %s', (sentence) => {
    const reading = understandVacancy(
      `Occupational Therapist\nWolds Council\n\nYou need\n- ${sentence}`,
      taxonomy,
    );
    expect(reading.pendingRegistrationAccepted.value).toBe(true);
  });
});
