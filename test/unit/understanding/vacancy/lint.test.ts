import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';
import { FINDING_CODES } from '../../../../src/understanding/vacancy/lint/finding.js';
import { lintAdvert } from '../../../../src/understanding/vacancy/lint/lint-advert.js';

const taxonomy = loadTaxonomy();
const lint = (text: string) => lintAdvert(text, understandVacancy(text, taxonomy));
/** Findings about wording; what is missing has tests of its own. */
const wording = (sentence: string) =>
  lint(`Occupational Therapist\nWolds Council\n\n${sentence}`).filter(({ kind }) => kind !== 'missing');

const FLAGGED: readonly (readonly [code: string, sentence: string, words: string])[] = [
  ['age', 'Join our young and dynamic team.', 'young and dynamic team'],
  ['age', 'We want an energetic, young therapist.', 'young therapist'],
  ['age', 'A mature person would suit us best.', 'mature person'],
  ['age', 'Applicants must be aged 25 to 40.', 'Applicants must be aged'],
  ['age', 'You should be no older than 50.', 'no older than 50'],
  ['age_recent_graduate', 'The post would suit a recent graduate.', 'recent graduate'],
  ['age_recent_graduate', 'Somebody fresh out of university, please.', 'fresh out of university'],
  ['age_experience_cap', "You have 2-4 years' experience.", "2-4 years' experience"],
  [
    'age_experience_cap',
    'No more than five years of post-registration experience.',
    'No more than five years of post-registration experience',
  ],
  ['age_long_experience', "At least 10 years' experience is essential.", "At least 10 years' experience"],
  ['sex', 'We are looking for a female therapist.', 'female therapist'],
  ['sex', 'Women only need apply.', 'Women only'],
  ['sex', 'The handyman will report to you.', 'handyman'],
  ['family', 'You have no family commitments.', 'no family commitments'],
  ['nationality', 'British nationals only.', 'British nationals only'],
  ['nationality', 'Overseas candidates need not apply.', 'Overseas candidates need not'],
  ['nationality', 'You must be a UK citizen.', 'must be a UK citizen'],
  ['native_english', 'A native English speaker is preferred.', 'native English speaker'],
  ['native_english', 'English as a first language.', 'English as a first'],
  ['uk_experience', 'UK experience is essential.', 'UK experience is essential'],
  ['religion', 'You must be a practising Christian.', 'must be a practising Christian'],
  ['health_before_offer', 'You have a good sickness record.', 'good sickness record'],
  [
    'health_before_offer',
    'Please disclose any medical conditions in your application.',
    'disclose any medical conditions',
  ],
  ['health_before_offer', 'You must be in good health.', 'be in good health'],
  ['physical_fitness', 'You must be physically fit.', 'must be physically fit'],
  [
    'driving_without_alternative',
    'You must have a full driving licence.',
    'You must have a full driving licence.',
  ],
  ['career_gap', 'No gaps in employment, please.', 'No gaps in employment'],
  ['full_time_only', 'The post is full time only.', 'full time only'],
  ['personal_details', 'Send your CV and a recent photo to us.', 'Send your CV and a recent photo'],
  ['rolled_up_holiday_pay', '£27.50 an hour including holiday pay.', 'including holiday pay'],
  ['umbrella_rate', 'The rate is £34 per hour umbrella.', '£34 per hour umbrella'],
  [
    'conduct_regulations_opt_out',
    'You will opt out of the Conduct Regulations.',
    'opt out of the Conduct Regulations',
  ],
  ['fee_to_work_seeker', 'Candidates will pay a registration fee.', 'Candidates will pay a registration fee'],
];

const FINE: readonly string[] = [
  'You will work with young people and with adults aged 18 to 65.',
  'The service is for people over 65 and their families.',
  'The caseload is young adults with a stroke.',
  'We welcome newly qualified therapists, whatever their age.',
  'Applications are welcome regardless of age, sex, nationality or religion.',
  "At least 2 years' experience in adult social care.",
  'You will run groups on a female ward and in a women-only service.',
  'He or she will be on the HCPC register.',
  'Family-centred work with parents who have childcare commitments.',
  'You need the right to work in the UK and HCPC registration.',
  'Overseas-trained therapists are welcome, and we sponsor visas.',
  'You write and speak English clearly.',
  'The offer is subject to occupational health clearance.',
  'You will assess people with back pain and mental health problems.',
  'Your patients will be able to tell us about their health conditions.',
  'If you have a disability, tell us which adjustments you need.',
  'The work is physical, and we make reasonable adjustments.',
  'Full driving licence or another way of getting around.',
  'A full employment history, with any gaps explained.',
  'Full time or part time, and job share.',
  'We pay your HCPC registration fee.',
  'There is no registration fee for candidates.',
  'Holiday pay is paid on top of the rate.',
  'You will hear about the age of the building.',
  'You do not need to drive.',
  'Full driving licence, or be able to demonstrate means of meeting the travel needs of the post.',
  'You will help clients in being able to drive again.',
  'We are a family company with over 20 years of experience in care.',
  'Our handyperson fits the rails.',
  'Experience of working with Christian and Muslim communities.',
  'Up to 5 years of service add a day of leave.',
];

describe('wording that is unlawful or unwise', () => {
  it.each(FLAGGED)('is found: %s in %j', (code, sentence, words) => {
    const text = `Occupational Therapist\nWolds Council\n\n${sentence}`;
    const found = wording(sentence).find((finding) => finding.code === code);
    expect(found?.span && text.slice(found.span.start, found.span.end)).toBe(words);
  });

  it.each(FINE)('is not found where there is none: %s', (sentence) => {
    expect(wording(sentence)).toEqual([]);
  });

  it('comes with a reason, its source and better words, in order of place', () => {
    const findings = wording(FLAGGED.map(([, sentence]) => sentence).join('\n'));
    expect(findings.length).toBeGreaterThanOrEqual(FLAGGED.length - 1);
    for (const { why, source, suggestion } of findings) {
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(suggestion).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatch(/^https:\/\/(www\.legislation\.gov\.uk|ico\.org\.uk)\//);
    }
    const places = findings.map(({ span }) => span?.start ?? 0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('is tried here for every code that is about wording', () => {
    const missing = FINDING_CODES.filter((code) => /^pay_|not_(named|stated)$/.test(code));
    expect([...new Set(FLAGGED.map(([code]) => code)), ...missing].sort()).toEqual([...FINDING_CODES].sort());
  });
});

describe('what the law wants in an advert of an agency', () => {
  const missing = (text: string) =>
    lint(text)
      .filter(({ kind }) => kind === 'missing')
      .map(({ code }) => code);

  it('is there in an advert that names agency, contract, work, place and what is needed', () => {
    expect(
      missing(
        'Locum Occupational Therapist, Stroke\nFellmere FE1 2AB\n£28 per hour PAYE\n\nYou will need HCPC registration.\n\nWolds Recruitment Ltd is acting as an employment business.',
      ),
    ).toEqual([]);
  });

  it('is named where it is not there', () => {
    expect(missing('Occupational Therapist\n\nCome and see us.')).toEqual([
      'agency_not_named',
      'temporary_or_permanent_not_stated',
    ]);
  });

  it('is more where pay is given', () => {
    const text = 'Great job! £30 per hour. Call Wolds Recruitment Ltd today.';
    const findings = lint(text).filter(({ kind }) => kind === 'missing');
    expect(findings.map(({ code }) => code)).toEqual([
      'temporary_or_permanent_not_stated',
      'pay_without_nature_of_work',
      'pay_without_location',
      'pay_without_minimum_requirements',
    ]);
    const { span } = findings[1] ?? {};
    expect(span && text.slice(span.start, span.end)).toBe('£30');
  });
});
