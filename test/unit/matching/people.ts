import { explainMatch } from '../../../src/matching/explain.js';
import type { Explanation } from '../../../src/matching/explanation.js';
import { featuresOf } from '../../../src/matching/features.js';
import { requirementOf, type StaffFields } from '../../../src/matching/requirement.js';
import { scoreMatch, type Score } from '../../../src/matching/score.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';

export const taxonomy = loadTaxonomy();

export const STROKE_POST = `Fellmere Hospitals NHS Foundation Trust
Specialist Occupational Therapist, Stroke
Band 6 | Permanent | Carlisle CA2 7HY

Main duties of the job
- hold a complex caseload on the stroke unit
- carry out cognitive assessment and discharge planning
- supervise a Band 5 occupational therapist and students

You will need
- HCPC registration
- experience of stroke rehabilitation
- splinting

It would be an advantage if you have
- practice educator training`;

export const ASSISTANT_POST = `Fellmere Hospitals NHS Foundation Trust
Occupational Therapy Assistant, Stroke
Band 3 | Permanent | Carlisle CA2 7HY

Main duties of the job
- washing and dressing practice set by the occupational therapist
- order and fit equipment

You will need
- experience of caring for adults
You don't need professional registration for this post.`;

/** A Band 6 with stroke experience; each part can be left out or changed. */
export function cvOf(parts: Partial<Record<keyof typeof CV_PARTS, string>> = {}): string {
  return Object.values({ ...CV_PARTS, ...parts })
    .filter(Boolean)
    .join('\n\n');
}

export const CV_PARTS = {
  name: 'Morgan Ashby\nCarlisle CA1',
  registration: 'Registration\nHCPC registered, OT123456',
  current: `Employment\n\nSpecialist Occupational Therapist, Band 6, Fellmere Hospitals NHS Foundation Trust\nMarch 2021 – present\n- I hold a complex caseload on the acute stroke unit\n- I carry out cognitive assessment and discharge planning\n- I supervise a Band 5 occupational therapist and students`,
  earlier: `Occupational Therapist, Band 5, Wolds Hospitals NHS Trust\nJune 2018 – February 2021\n- Rotations in orthopaedics and older people's medicine`,
  education: 'Education\nBSc (Hons) Occupational Therapy',
  more: '',
} as const;

export const profileOf = (cv: string) => understandCv(cv, taxonomy);
export const featuresOfCv = (cv: string) => featuresOf(profileOf(cv), taxonomy);
export const requirementOfText = (text: string, set: StaffFields = {}) =>
  requirementOf(understandVacancy(text, taxonomy), set, taxonomy);

export function scoreOf(cv: string, vacancy: string, set: StaffFields = {}): Score {
  return scoreMatch(featuresOfCv(cv), requirementOfText(vacancy, set));
}

export function explanationOf(cv: string, vacancy: string): Explanation {
  const profile = profileOf(cv);
  const reading = understandVacancy(vacancy, taxonomy);
  return explainMatch({
    features: featuresOf(profile, taxonomy),
    requirement: requirementOf(reading, {}, taxonomy),
    profile,
    cvText: cv,
    reading,
    vacancyText: vacancy,
    taxonomy,
  });
}
