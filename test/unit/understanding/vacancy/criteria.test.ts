import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';

const taxonomy = loadTaxonomy();

const ADVERT = `Ashdown County Council
Occupational Therapist, Reablement
Permanent, 37 hours

About the role
You will set reablement plans with people at home and carry out home visits with our staff.

You will need
• experience of discharge planning
• to be on the HCPC register

It would be an advantage if you have
• a Trusted Assessor qualification

You don't need sensory integration training.

What we offer
We offer a nursery, parking and training in splinting.
For an informal chat ring the Principal Occupational Therapist.`;

const reading = understandVacancy(ADVERT, taxonomy);
const criterion = (id: string) => reading.criteria.find(({ conceptId }) => conceptId === id);
const words = (span: { start: number; end: number } | undefined) =>
  span && ADVERT.slice(span.start, span.end);

describe('the criteria of an advert', () => {
  it('take their importance from the part that they stand in', () => {
    expect(criterion('spec.reablement')?.importance).toBe('must'); // named in the title
    expect(criterion('duty.discharge_planning')?.importance).toBe('must');
    expect(criterion('qual.trusted_assessor')?.importance).toBe('wants');
    expect(criterion('duty.home_visits')?.importance).toBe('context');
  });

  it('weigh the title above what must be shown, that above what is done, that above what is welcome', () => {
    const weights = [
      'spec.reablement',
      'duty.discharge_planning',
      'duty.home_visits',
      'qual.trusted_assessor',
    ].map((id) => criterion(id)?.suggestedWeight ?? 0);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(weights).size).toBe(4);
  });

  it('quote the sentence that asks', () => {
    expect(words(criterion('duty.discharge_planning')?.span)).toBe('discharge planning');
    expect(words(criterion('duty.discharge_planning')?.sentence)).toBe('experience of discharge planning');
  });

  it('hold nothing that the advert excludes, offers or says of itself', () => {
    expect(criterion('qual.sensory_integration')).toBeUndefined();
    expect(criterion('duty.splinting')).toBeUndefined();
    expect(
      reading.criteria.every(({ conceptId }) => taxonomy.concepts.get(conceptId)?.kind !== 'work_terms'),
    ).toBe(true);
  });

  it('come once per concept, in the order of the text', () => {
    const ids = reading.criteria.map(({ conceptId }) => conceptId);
    expect(new Set(ids).size).toBe(ids.length);
    const starts = reading.criteria.map(({ span }) => span.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
});

describe('requirement sentences', () => {
  it('are those that ask or say what the post does, as stems', () => {
    const asked = reading.requirements.map(({ span }) => words(span));
    expect(asked).toContain('experience of discharge planning');
    expect(asked).toContain('Occupational Therapist, Reablement');
    expect(asked.join(' ')).not.toMatch(/nursery|sensory integration|Principal|Permanent/);
    expect(reading.requirements.every(({ stems }) => stems.length > 0)).toBe(true);
  });
});

describe('what is set aside', () => {
  it('holds benefits and contact lines in one piece', () => {
    expect(reading.setAside.map(words)).toEqual([
      'We offer a nursery, parking and training in splinting.\nFor an informal chat ring the Principal Occupational Therapist.',
    ]);
  });
});

describe('a person specification that was a table', () => {
  it('is read by its E and D columns', () => {
    const table = understandVacancy(
      'Senior Occupational Therapist\nWolds Council\n\nPerson specification\n\nDischarge planning | E | A\nTrusted Assessor | D | C',
      taxonomy,
    );
    const of = (id: string) => table.criteria.find(({ conceptId }) => conceptId === id)?.importance;
    expect(of('duty.discharge_planning')).toBe('must');
    expect(of('qual.trusted_assessor')).toBe('wants');
  });
});

describe('an advert in plain prose', () => {
  it('is read by the wording of its sentences', () => {
    const prose = understandVacancy(
      `Occupational Therapist, Community\nWolds Council\n\nOur team sees people in their own homes after a stay in hospital, and it has done so for twenty years now. You will need experience of wheelchair assessment. We'd like it if you had done splinting. As the therapist you will carry out home visits.`,
      taxonomy,
    );
    const of = (id: string) => prose.criteria.find(({ conceptId }) => conceptId === id)?.importance;
    expect(of('duty.wheelchair_assess')).toBe('must');
    expect(of('duty.splinting')).toBe('wants');
    expect(of('duty.home_visits')).toBe('context');
  });

  it('gives the same reading every time', () => {
    expect(understandVacancy(ADVERT, taxonomy)).toEqual(reading);
  });
});

describe('supervision that the post receives', () => {
  it.each([
    'Working under the supervision of the therapists on the ward.',
    'The post reports to the Director of Therapies.',
  ])('is no criterion to supervise: %s', (sentence) => {
    const ids = understandVacancy(`Therapy Assistant\n\nAbout the role\n${sentence}`, taxonomy).criteria.map(
      ({ conceptId }) => conceptId,
    );
    expect(ids.filter((id) => /supervis|staff_resp|line_manage/.test(id))).toEqual([]);
  });
});

describe('what would help', () => {
  it.each(['What would help', 'It would help if', 'Also welcome', 'Desirable', 'Nice to have'])(
    'is wanted and not demanded: %s',
    (heading) => {
      const advert = `Occupational Therapist\n\nEssential\n- Stroke experience\n\n${heading}\n- Vocational rehabilitation`;
      const wanted = understandVacancy(advert, taxonomy).criteria.find(
        ({ conceptId }) => conceptId === 'spec.vocational',
      );
      expect(wanted?.importance).toBe('wants');
    },
  );
});

describe('words that say something else in an advert', () => {
  it.each([
    ['BSc, MSc or diploma in Occupational Therapy', 'qual.masters_relevant'],
    ['This post is subject to the Rehabilitation of Offenders Act (Exceptions Order) 1975', 'spec.forensic'],
    ['Psychological approaches, such as early intervention', 'spec.adult_early_help'],
  ])('%s', (line, concept) => {
    const ids = understandVacancy(`Occupational Therapist\n\nEssential\n- ${line}`, taxonomy).criteria.map(
      ({ conceptId }) => conceptId,
    );
    expect(ids).not.toContain(concept);
  });
});

describe('whom to ask', () => {
  it.each([
    'Informal chats: Jo Fell, Team Lead for Splinting, 0113 496 0144.',
    'Contact Jo Fell, Splinting Lead, to hear more.',
    'To talk about it call Jo Fell, who leads on splinting.',
    'Write to jo.fell@wolds.example about splinting.',
  ])('is no part of the work: %s', (line) => {
    const reading = understandVacancy(
      `Occupational Therapist\nWolds Council\n\nMain duties\n- Home visits\n\n${line}`,
      taxonomy,
    );
    expect(reading.criteria.map(({ conceptId }) => conceptId)).not.toContain('duty.splinting');
    expect(reading.setAside).toHaveLength(1);
  });
});
