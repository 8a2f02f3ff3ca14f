import { describe, expect, it } from 'vitest';
import { STAGES } from '../../../../src/taxonomy/concept.js';
import { quote, read } from './read-cv.js';

const stageOf = (text: string) => read(text).stage;
const post = (header: string, body = '') => `Jo Marsh\nHCPC OT990123\n\nEMPLOYMENT\n\n${header}\n${body}\n`;
const support = (header: string, body = '') => `Jo Marsh\n\nEMPLOYMENT\n\n${header}\n${body}\n`;

describe('the stage of a CV', () => {
  it.each([
    ['Occupational Therapist, Band 5, Aire NHS Trust, 2022 – present', 'occupational_therapist'],
    ['Occupational Therapist, Band 6, Aire NHS Trust, 2022 – present', 'senior_specialist'],
    ['Occupational Therapist (Band 7), Aire NHS Trust, 2022 – present', 'advanced'],
    ['Advanced Occupational Therapist, Band 6, Aire NHS Trust, 2022 – present', 'senior_specialist'],
    ['Clinical Specialist OT, Band 6, Aire NHS Trust, 2022 – present', 'senior_specialist'],
    ['Consultant Occupational Therapist, Band 8a, Aire NHS Trust, 2022 – present', 'consultant'],
    ['Occupational Therapist, Level 1, Airedale Council, 2022 – present', 'occupational_therapist'],
    ['Occupational Therapist (Level 2), Airedale Council, 2022 – present', 'senior_specialist'],
    ['Senior Occupational Therapist, Grade 10, Airedale Council, 2022 – present', 'senior_specialist'],
    ['Occupational Therapist, Grade 8, Airedale Council, 2022 – present', 'occupational_therapist'],
    ['Team Manager, Occupational Therapy, Airedale Council, 2020 – present', 'advanced'],
    ['Assistant Team Manager, Occupational Therapy, Airedale Council, 2020 – present', 'advanced'],
    ['Practice Consultant Occupational Therapist, Airedale Council, 2020 – present', 'advanced'],
    ['Principal Occupational Therapist, Airedale County Council, 2020 – present', 'consultant'],
    ['Head of Occupational Therapy, Aire NHS Trust, 2020 – present', 'consultant'],
    ['Trainee Consultant Occupational Therapist, Aire NHS Trust, 2020 – present', 'advanced'],
    ['Head of Occupational Therapy, Larkfield Hospital (private), 2020 – present', 'advanced'],
  ])('by the post: %s', (header, stage) => {
    expect(stageOf(post(header)).stage).toBe(stage);
  });

  it.each([
    'OT Technical Instructor / Vocational Lead, Band 4, Aire NHS Trust, 2019 – present',
    'Senior Rehabilitation Assistant, Aire NHS Trust, 2019 – present',
    'Therapy Assistant Practitioner, Aire NHS Trust, 2019 – present',
    'Reablement Support Worker, Airedale Council, 2019 – present',
    'Apprentice Occupational Therapist, Airedale Council, 2023 – present',
  ])('is support work whatever else the title says: %s', (header) => {
    expect(stageOf(support(header, '- Washing and dressing practice set by the OT')).stage).toBe(
      'support_worker',
    );
  });

  it.each([
    [
      'takes the grade that the text gives in place of a title from a private employer',
      post(
        'Lead Occupational Therapist, Thornhill Hospital (private), 2021 – present',
        '- The grade is equivalent to Band 6.',
      ),
      'senior_specialist',
    ],
    [
      'goes by the employed post beside a title somebody gives themselves',
      post(
        'Clinical Specialist OT, self-employed, 2022 – present\n- Reports\n\nOccupational Therapist, Level 2, Airedale Council, 2020 – present',
      ),
      'senior_specialist',
    ],
    [
      'reads a manager who counts the assistants of the team',
      `Jo Marsh\nHCPC OT990123\n\nSince April 2020 I have been the manager of the Reablement and Community OT team: nine occupational therapists, four OT assistants and admin.\n`,
      'advanced',
    ],
    [
      'reads the post behind a date that stands alone',
      post(
        'May 2022 – present. Senior Occupational Therapist, Housing and Independence Team, London Borough of Marshgate. PO3.',
      ),
      'senior_specialist',
    ],
    [
      'takes one duty of seniors beside work for the service for enough after six years',
      post(
        'Occupational Therapist, Airedale Council, Jan 2016 – Jan 2023',
        '- I supervise two Occupational Therapy Assistants every month.\n- I wrote our guidance on ramps.',
      ),
      'senior_specialist',
    ],
    [
      'and not after two',
      post(
        'Occupational Therapist, Airedale Council, Jan 2021 – Jan 2023',
        '- I supervise two Occupational Therapy Assistants every month.',
      ),
      'occupational_therapist',
    ],
    [
      'counts no senior title from abroad while the first registration is awaited',
      'Jo Marsh\n\nHCPC application submitted January 2026, waiting for the outcome.\n\nEMPLOYMENT\n\nSenior Occupational Therapist, City Hospital, Chennai | July 2019 – Aug 2024\n',
      'occupational_therapist',
    ],
  ])('%s', (_, text, stage) => {
    expect(stageOf(text).stage).toBe(stage);
  });

  it('goes by the post held now and not by support work before qualifying', () => {
    const text = post(
      'Occupational Therapist, Band 5, Aire NHS Trust, 2024 – present\n\nOccupational Therapy Assistant, Band 3, Aire NHS Trust, 2010 – 2021',
    );
    expect(stageOf(text).stage).toBe('occupational_therapist');
  });

  it('does not go by the bands of people whom the writer supervises or is supervised by', () => {
    const text = post(
      'Occupational Therapist, Band 5, Aire NHS Trust, 2022 – present',
      '- Supervised by a Band 7\n- I help to supervise a Band 3',
    );
    expect(stageOf(text).stage).toBe('occupational_therapist');
  });

  it('takes a band held for a time only as no band of one’s own', () => {
    const text = post(
      'Senior Occupational Therapist, Band 6, Aire NHS Trust, 2018 – present\n\nActing Team Lead OT, Band 7, Aire NHS Trust, Sept 2022 – Feb 2023',
    );
    expect(stageOf(text).stage).toBe('senior_specialist');
  });

  it('leaves out a consultant of one’s own naming and an owner called principal', () => {
    const text = post(
      'Occupational Therapist, Band 6 (bank), Aire NHS Trust, 2021 – present\n\nConsultant Occupational Therapist, self-employed, 2021 – present\n\nPrincipal, own practice, 2021 – present',
    );
    expect(stageOf(text).stage).toBe('senior_specialist');
  });

  it('reads the level in the text of the post where its header has none', () => {
    const text = post(
      'Occupational Therapist, Airedale Council, 2025 – present',
      "I am at Level 1 on the council's career grade.",
    );
    expect(stageOf(text).stage).toBe('occupational_therapist');
  });

  it('is stage two for the newly qualified, who have only placements to show', () => {
    const text =
      'Jo Marsh\nHCPC: application sent in May, waiting for the number\n\nEDUCATION\nBSc (Hons) Occupational Therapy, 2023 – 2026\n\nPLACEMENTS\n1. Hand therapy, Leeds – 8 weeks, spring 2025. Splints with a Band 7.\n\nWANTED\nA Band 6 post one day.\n';
    expect(stageOf(text).stage).toBe('occupational_therapist');
  });

  it('is the last stage worked at for somebody whose registration lapsed, support work since then aside', () => {
    const text =
      'Jo Marsh\nI was on the HCPC register (OT96001) until 2019 and let it lapse.\n\nEMPLOYMENT\n\nRehabilitation Support Worker, Band 3, Aire NHS Trust, 2025 – present\n\nSenior Occupational Therapist, Band 6, Aire NHS Trust, 2010 – 2019\n';
    expect(stageOf(text).stage).toBe('senior_specialist');
  });

  it('is less sure of a bare title than of a band', () => {
    const bare = stageOf(post('Occupational Therapist, Larkfield Hospital, 2023 – 2024'));
    const banded = stageOf(post('Occupational Therapist, Band 5, Aire NHS Trust, 2023 – 2024'));
    expect(bare.distribution.occupational_therapist).toBeLessThan(banded.distribution.occupational_therapist);
    expect(bare.distribution.senior_specialist).toBeGreaterThan(0);
  });

  it('tells time in post by dates, posts side by side once, and the present one to the latest year named', () => {
    const duties = '- I supervise two occupational therapists and hold complex cases';
    const council = (dates: string) => `Occupational Therapist, Airedale Council, ${dates}\n${duties}`;
    const stage = (...lines: string[]) => stageOf(post(lines.join('\n\n'))).stage;
    expect(stage(council('January 2020 – June 2023'))).toBe('senior_specialist');
    expect(stage(council('2019 – 2019'))).toBe('occupational_therapist');
    const beside = 'Occupational Therapist, Wolds Council, January 2020 – January 2022';
    expect(stage(council('January 2020 – January 2022'), beside)).toBe('occupational_therapist');
    expect(stage(council('2018 – present'))).toBe('occupational_therapist');
    expect(stage(`${council('2018 – present')}\n- Moving and handling course for the team, 2024`)).toBe(
      'senior_specialist',
    );
  });

  it('gives whole percentages that add up to 100, and a reason with its words', () => {
    const text = post('Occupational Therapist, Band 6, Aire NHS Trust, 2022 – present');
    const { distribution, reasons } = stageOf(text);
    const shares = STAGES.map((stage) => distribution[stage]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
    expect(shares.every(Number.isInteger)).toBe(true);
    expect(reasons[0]).toMatchObject({ stage: 'senior_specialist', source: 'band' });
    expect(quote(text, reasons[0]?.evidence ?? null)).toBe('Band 6');
  });
});

describe('the profession of a CV', () => {
  it.each([
    ['Social Worker, Airedale Council, 2012 – present', 'social_work'],
    ['Physiotherapist, Band 6, Aire NHS Trust, 2012 – present', 'physiotherapy'],
    ['Teaching Assistant (SEND), Hill School, 2012 – present', 'teaching_assistance'],
    ['Staff Nurse, Band 5, Aire NHS Trust, 2012 – present', 'nursing'],
  ])('is not occupational therapy for working beside one: %s', (header, name) => {
    const text = support(
      header,
      '- Joint sessions with the occupational therapist\n- Programmes written by the OT',
    );
    const profile = read(text);
    expect(profile.profession.name).toBe(name);
    expect(profile.stage).toMatchObject({ stage: null, reasons: [] });
    expect(Object.values(profile.stage.distribution).every((share) => share === 0)).toBe(true);
  });

  it('is not occupational therapy for a manager of several professions who is none', () => {
    const text = support(
      'Assistant Team Manager (Grade 11), Airedale Council, 2021 – present',
      '- Line-manage two occupational therapists\n\nSenior Social Worker, Airedale Council, 2016 – 2021\n\nNOT IN MY EXPERIENCE\nI am not an occupational therapist.',
    );
    expect(read(text).profession.name).not.toBe('occupational_therapy');
  });
});
