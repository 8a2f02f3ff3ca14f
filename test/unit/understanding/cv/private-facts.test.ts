import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../src/understanding/profile.js';
import { outlineCv } from '../../../../src/understanding/cv/outline.js';
import { assertionsOf, cvWith, read, taxonomy } from './read-cv.js';

/** All that a profile says, without the places at which it says so. */
function sayings({ mentions, roles, registration, stage, profession, sectors, wishes, statements }: Profile) {
  return {
    mentions: mentions.map(({ conceptId, form, assertion, section, role }) => ({
      conceptId,
      form,
      assertion,
      section,
      role,
    })),
    roles: roles.map(({ kind, sector, from, to, band, grade, stage: level }) => ({
      kind,
      sector,
      from,
      to,
      band,
      grade,
      level,
    })),
    registration: registration.state,
    stage: { ...stage, reasons: stage.reasons.map(({ stage: said, source }) => ({ said, source })) },
    profession: profession.name,
    sectors: sectors.map(({ sector, months }) => ({ sector, months })),
    wishes: { ...wishes, said: Object.keys(wishes.said ?? {}) },
    statements: statements.map(({ stems, role }) => ({ stems, role })),
  };
}

const cv = (
  swap: Partial<Record<'name' | 'address' | 'school' | 'remark' | 'pronoun', string>> = {},
) => `${swap.name ?? 'Jo Marsh'}
${swap.address ?? '4 Mill Lane, Leeds LS14'}
Occupational Therapist, HCPC OT990001

PROFILE
Band 6 occupational therapist in stroke. ${swap.pronoun ?? 'She'} is known for splinting. Keen to move into hand therapy.
${swap.remark ?? ''}
EMPLOYMENT

Occupational Therapist, Band 6, Aire NHS Trust
May 2020 – present
- I supervise two Band 5s and run the breakfast group
- Home visits, stairlifts and DFG recommendations

EDUCATION
BSc (Hons) Occupational Therapy, ${swap.school ?? 'University of Leeds'}, 2016

WANTED
A Band 7 post with a council.

INTERESTS
Walking
`;

describe('facts about the person', () => {
  const plain = sayings(read(cv()));

  it.each([
    ['the name', { name: 'Oluwaseun Adeyemi-Burns' }],
    ['the name', { name: 'Mrs Grace Ward' }],
    ['the name', { name: 'Mr Mark Falls' }],
    ['the address', { address: 'Flat 2, Stroke Row, Bradford BD3' }],
    ['the school', { school: 'University of Lagos' }],
    ['the pronoun', { pronoun: 'He' }],
    ['age', { remark: 'I am sixty-three.' }],
    ['age', { remark: 'Date of birth: 3 March 1962.' }],
    ['health', { remark: 'I am dyslexic and use a screen reader.' }],
    ['health', { remark: 'I have rheumatoid arthritis and hearing aids in both ears.' }],
    ['health', { remark: 'I take an antidepressant and have done since I was nineteen.' }],
    ['health', { remark: 'Asthma, severe.' }],
    ['health', { remark: 'I have used a wheelchair since 1999.' }],
    ['health', { remark: 'I was away from work for seven months with depression.' }],
    ['disability', { remark: 'I am registered disabled.' }],
    ['family', { remark: 'Two grown sons and a whippet.' }],
    ['family', { remark: 'My mother has dementia and lives in a care home.' }],
    ['family', { remark: 'Maternity leave from March 2021 to January 2022.' }],
    ['family', { remark: 'I am married with three children.' }],
    ['caring', { remark: 'I cared for my brother, who had a brain injury.' }],
    ['origin', { remark: 'Nationality: Zimbabwean. I was born in Harare.' }],
    ['origin', { remark: 'I hold a British passport.' }],
    ['visa', { remark: 'Dependant visa, no sponsorship required.' }],
    ['language', { remark: 'Welsh first language.' }],
    ['faith', { remark: 'Muslim and happy to work Christmas.' }],
    ['union', { remark: 'Union rep for the therapies corridor since 2024.' }],
  ] as const)('change nothing of the profile: %s (%o)', (_kind, swap) => {
    expect(sayings(read(cv(swap)))).toEqual(plain);
  });

  it('are told apart from the same words about the work', () => {
    for (const sentence of [
      'I see adults with depression and anxiety on the ward.',
      'I have a special interest in rheumatoid arthritis.',
      'I have written fifteen recommendations for a Disabled Facilities Grant.',
      'Ran a group for carers and their families.',
    ]) {
      expect(read(cvWith(sentence)).statements.length).toBeGreaterThan(0);
    }
    expect(
      assertionsOf(read(cvWith('I have a special interest in rheumatoid arthritis.')), 'spec.rheumatology'),
    ).toEqual(['has']);
  });

  it.each([
    ['Autism', 'spec.learning_disability'],
    ['Hand surgery', 'spec.hands'],
  ])('are not seen in a bare condition among the skills, and among remarks they are: %s', (line, concept) => {
    const text = (kind: string) => `Sam Hollis\nHCPC OT990001\n\n${kind}\n${line}\n`;
    expect(assertionsOf(read(text('SKILLS')), concept)).toEqual(['has']);
    expect(assertionsOf(read(text('PERSONAL')), concept)).toEqual([]);
  });

  it.each([
    'Rotations in surgery',
    'Vascular surgery',
    'Hand surgery',
    'Anxiety management',
    'Medication management',
    'Prosthetics',
    'I assess older people aged 65 and over at home.',
    'Adults aged 18-65 on the caseload.',
    'I work with children up to 11 years old.',
    'I saw pregnant women on the mother and baby unit.',
    'Telephone reviews of shielded patients.',
    'Ran a senior citizen exercise group.',
    'Maternity cover at Band 6, one assistant to supervise.',
  ])('are none where a post tells of clients, fields and contracts: %s', (line) => {
    const { privateRanges } = outlineCv(cvWith(`- ${line}`), taxonomy);
    expect(privateRanges).toEqual([]);
  });

  it.each([
    'Autism.',
    'Vascular surgery.',
    'I had hand surgery in 2021.',
    'I have children aged 12 and 14.',
    'Children aged 12 and 15.',
    'Pregnant since spring.',
    'British citizen.',
  ])('are found in a remark that stands alone: %s', (line) => {
    const text = `Sam Hollis\nOccupational Therapist\nHCPC OT990001\n\nPERSONAL\n${line}\n`;
    const covered = outlineCv(text, taxonomy).privateRanges.map(({ start, end }) => end - start);
    expect(Math.max(0, ...covered)).toBeGreaterThanOrEqual(line.length - 1);
  });

  it('stay the writer’s in a post, where the sentence says so', () => {
    const said = 'Recovering from surgery';
    expect(outlineCv(cvWith(`- ${said}`), taxonomy).privateRanges).toHaveLength(1);
  });

  it('leave a wish to the rest of its sentence', () => {
    const wished = (line: string) =>
      read(`Sam Hollis\nOccupational Therapist\nHCPC OT990001\n\nWANTED\n${line}\n`).wishes;
    expect(wished('A permanent post or a maternity cover with a council.').contracts).toEqual([
      'permanent',
      'fixed_term',
    ]);
    expect(
      wished('My youngest starts school, so I want a permanent post with a council team.'),
    ).toMatchObject({
      contracts: ['permanent'],
      sectors: ['local_authority'],
    });
  });

  it('take only their own part of a sentence with them', () => {
    const returned = read(
      cvWith('I took maternity leave in 2021, then returned to the ward to make splints for patients.'),
    );
    expect(assertionsOf(returned, 'duty.splinting')).toContain('has');
    const profile = read(
      cvWith(
        'I began the AMHP course and withdrew when my mother became ill with dementia, so I am not an AMHP.',
      ),
    );
    expect(assertionsOf(profile, 'qual.amhp')).toContain('negated');
    expect(assertionsOf(profile, 'spec.dementia')).toEqual([]);
  });
});

describe('statements', () => {
  const stems = (sentence: string) =>
    read(cvWith(sentence)).statements.flatMap((statement) => statement.stems);

  it('hold the words of the trade that speak for the person', () => {
    expect(stems('I fabricate splints for patients after surgery.')).toEqual(
      expect.arrayContaining(['splint', 'patient', 'surgeri']),
    );
  });

  it('leave out what is denied, wished for, watched or somebody else’s, clause by clause', () => {
    expect(stems('Keen to learn splinting with patients.')).not.toContain('splint');
    expect(stems('I have never done splinting with patients.')).not.toContain('splint');
    expect(stems('Splinting of patients is done by the physiotherapist.')).not.toContain('splint');
    const mixed = stems('I assess patients on the ward, but I have not done splinting.');
    expect(mixed).toContain('patient');
    expect(mixed).not.toContain('splint');
  });

  it('leave out hobbies, referees, contact lines and studies', () => {
    const text = cv({ remark: '' });
    const quoted = read(text).statements.map(({ span }) => text.slice(span.start, span.end));
    expect(quoted.join('\n')).not.toMatch(/Walking|University|Mill Lane|council/);
  });
});
