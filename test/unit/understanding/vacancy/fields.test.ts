import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';

const taxonomy = loadTaxonomy();
const read = (text: string) => understandVacancy(text, taxonomy);

const HOSPITAL = `Fellmere Hospitals NHS Foundation Trust
Specialist Occupational Therapist, Stroke Unit
Band 6 | Fixed term for 12 months | Carlisle CA2 7HY
£39,959 - £48,117 a year

Main duties of the job
You will hold a complex caseload on the stroke unit and supervise a Band 5 and an assistant.

You will need
- HCPC registration
- a full driving licence

Contact our Band 8a lead for a chat.`;

describe('the fields of an NHS advert', () => {
  const reading = read(HOSPITAL);

  it('are read with the words that say so', () => {
    expect(reading.title.value).toBe('Specialist Occupational Therapist, Stroke Unit');
    expect(reading.employer.value).toBe('Fellmere Hospitals NHS Foundation Trust');
    expect(reading.sector.value).toBe('nhs');
    expect(reading.band.value).toBe('6');
    expect(reading.pay.value).toEqual({ from: 39_959, to: 48_117, unit: 'year' });
    expect(reading.contract.value).toBe('fixed_term');
    expect(reading.postcode.value).toBe('CA2 7HY');
    expect(reading.registrationRequired.value).toBe(true);
    expect(reading.driverRequired.value).toBe(true);
    const { evidence } = reading.band;
    expect(evidence && HOSPITAL.slice(evidence.start, evidence.end)).toBe('Band 6');
  });

  it('take the stage from the band of the post and not from those of colleagues', () => {
    expect(reading.stage.stage).toBe('senior_specialist');
    expect(reading.stage.reasons[0]?.source).toBe('band');
    expect(Object.values(reading.stage.distribution).reduce((sum, share) => sum + share, 0)).toBe(100);
  });

  it('stay empty where the text does not say', () => {
    const bare = read('Occupational Therapist\n\nCome and join our friendly team.');
    expect(bare.band).toEqual({ value: null, evidence: null });
    expect(bare.pay.value).toBeNull();
    expect(bare.contract.value).toBeNull();
    expect(bare.postcode.value).toBeNull();
    expect(bare.registrationRequired.value).toBeNull();
    expect(bare.driverRequired.value).toBeNull();
  });
});

describe('the place', () => {
  it.each([
    ['Occupational Therapist – Bradford', 'Bradford'],
    ['Occupational Therapist (Milton Keynes)', 'Milton Keynes'],
    ['Senior Occupational Therapist - Reablement, Stoke-on-Trent', 'Stoke-on-Trent'],
    ['Locum OT needed in Hull', 'Hull'],
    ['Occupational Therapist - Reablement', null],
    ['Occupational Therapist (Permanent, Full Time)', null],
    ['Occupational Therapist, Older Adults', null],
  ])('is read from the title where nothing else gives it: %s', (title, place) => {
    expect(read(`${title}\nBand 6\nAcorn NHS Trust\nHCPC registration`).place.value).toBe(place);
  });
});

describe('the grade', () => {
  it.each([
    'Occupational Therapist\nWolds Council\nGrade H, SCP 26-30',
    'Grade: H\nSCP: 26 - 30\nOccupational Therapist\nWolds Council',
  ])('is read with the points of the pay spine, which part a letter from a senior: %j', (text) => {
    expect(read(text).grade.value).toBe('Grade H, SCP 26-30');
    expect(read(text).stage.stage).toBe('occupational_therapist');
  });
});

describe('the sector', () => {
  it.each([
    ['Harrowby County Council\nOccupational Therapist', 'local_authority'],
    ['Senior Occupational Therapist, Adult Social Care\nHarrowby County Council', 'local_authority'],
    ['Locum Occupational Therapist\nLocal authority, six months. Care Act assessments.', 'local_authority'],
    ['London Borough of Eastmere\nOccupational Therapist', 'local_authority'],
    ['Therapy Manager\nBorough of Eastmere Vale, working with our NHS partners', 'local_authority'],
    ['Therapy Manager\nNew ways of working with NHS colleagues in our council.', 'local_authority'],
    ['Occupational Therapist\nWolds Community Health NHS Trust', 'nhs'],
    ['Occupational Therapist\nElmtree Healthcare Ltd', 'independent'],
    ['Team Manager\nEastmere Council with Wolds Health NHS Trust', 'local_authority'],
    ['Therapy Assistant (Band 3), Penmarsh Community Hospital', 'nhs'],
    [
      'Occupational Therapist\nYou assess under the Care Act.\nOur council pays a car allowance.',
      'local_authority',
    ],
  ])('of %j is %s', (text, sector) => {
    expect(read(text).sector.value).toBe(sector);
  });
});

describe('the contract', () => {
  it.each([
    ['Occupational Therapist, permanent', 'permanent'],
    ['Locum OT\n£32 p/h umbrella', 'locum'],
    ['Occupational Therapist\nMaternity cover until May', 'fixed_term'],
    ['Bank Occupational Therapist', 'bank'],
  ])('of %j is %s', (text, contract) => {
    expect(read(text).contract.value).toBe(contract);
  });
});

describe('the postcode', () => {
  it.each([
    ['Occupational Therapist\nSheffield S10', 'S10'],
    ['Occupational Therapist\nBase: York YO24 and around', 'YO24'],
    ['Occupational Therapist\nLeeds LS9 7TF', 'LS9 7TF'],
    ['Occupational Therapist, Band 5\nPO3', null],
    ['Occupational Therapist B6', null],
  ])('of %j is %j', (text, postcode) => {
    expect(read(text).postcode.value).toBe(postcode);
  });
});

describe('registration', () => {
  it.each([
    ['You must be registered with the Health and Care Professions Council.', true, null],
    ["You don't need professional registration for this post.", false, null],
    ['HCPC registration not needed.', false, null],
    ['HCPC registration, or applied for and through before you start', true, true],
    ['HCPC registration in place, or expected by your start date', true, true],
    ['HCPC registered, no pending registrations please', true, null],
  ])('of %j is read with what it lets wait', (line, required, pending) => {
    const reading = read(`Occupational Therapy post\n\nYou will need\n- ${line}`);
    expect(reading.registrationRequired.value).toBe(required);
    expect(reading.pendingRegistrationAccepted.value).toBe(pending);
  });

  it('is not asked for by a line that excludes it', () => {
    const reading = read('Occupational Therapy Assistant\n\nNot suitable for OTs awaiting HCPC.');
    expect(reading.registrationRequired.value).toBeNull();
  });
});

describe('driving', () => {
  it.each([
    ['Car driver.', true],
    ['You must be able to drive or travel in some other way; we will talk about adjustments.', false],
    ['Full licence or other means of getting around the area', false],
    ['Full driving licence. Or able to travel independently.', false],
    ['Full driving licence\n- or able to travel independently', false],
    ['Able to travel independently around the county\n- HCPC registration\n- Full UK driving licence', false],
    ['Car driver.\n- Public transport is good here and we make adjustments to how you travel', false],
    ['Full driving licence\n- Able to travel across the county', true],
    ['Full driving licence\n- Adjustments to equipment', true],
    ['A calm manner', null],
    ['A calm manner\n\nBenefits\n\nLease cars for everybody with a driving licence', null],
  ])('in %j is asked for: %j', (line, required) => {
    expect(read(`Occupational Therapist\n\nYou will need\n- ${line}`).driverRequired.value).toBe(required);
  });
});

describe('pay', () => {
  it.each([
    ['£31,049 to £37,796 a year', { from: 31_049, to: 37_796, unit: 'year' }],
    ['£52k - £58k', { from: 52_000, to: 58_000, unit: 'year' }],
    ['up to £36 p/h umbrella', { from: null, to: 36, unit: 'hour' }],
    ['£16.90 PAYE per hour', { from: 16.9, to: 16.9, unit: 'hour' }],
    ['£250 per day', { from: 250, to: 250, unit: 'day' }],
  ])('of %j is read with its unit', (line, pay) => {
    expect(read(`Occupational Therapist\n${line}`).pay.value).toEqual(pay);
  });

  it.each([
    'a £5m joint contract',
    'a £2,000 welcome payment',
    'up to the £1,000 limit',
    'Refer a friend and get £250',
  ])('is not %j', (line) => {
    expect(read(`Occupational Therapist\n\nThe post comes with ${line}.`).pay.value).toBeNull();
  });
});

describe('registration', () => {
  it.each([
    [
      'is not asked by a post that works to plans of a registered therapist',
      'Carry out programmes set by a registered occupational therapist.',
      null,
    ],
    [
      'is not asked where the advert says so',
      'This post does not need registration with a professional body.',
      false,
    ],
    [
      'is asked of a registered occupational therapist',
      'You must be a registered occupational therapist.',
      true,
    ],
  ])('%s', (_, sentence, required) => {
    expect(read(`Therapy Post\n\nAbout the role\n${sentence}`).registrationRequired.value).toBe(required);
  });
});
