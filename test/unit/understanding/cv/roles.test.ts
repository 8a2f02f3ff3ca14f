import { describe, expect, it } from 'vitest';
import { quote, read } from './read-cv.js';

const rolesOf = (text: string) =>
  read(text).roles.map(({ title, employer, sector, from, to, band, grade, kind }) => ({
    title: quote(text, title),
    employer: quote(text, employer),
    sector,
    from: from === null ? null : `${String(from.year)}/${String(from.month)}`,
    to: to === null || to === 'present' ? to : `${String(to.year)}/${String(to.month)}`,
    band,
    grade,
    kind,
  }));

const OT = 'Jo Marsh\nHCPC OT990123\n\n';

describe('posts of a CV', () => {
  it.each([
    ['Occupational Therapist, City Hospital, Chennai, 2019 – 2022', null],
    ['Occupational Therapist, Dublin City Council, Ireland, 2019 – 2022', null],
    ['Occupational Therapist, Altnagelvin Hospital, Northern Ireland, 2019 – 2022', 'nhs'],
    ['Occupational Therapist, Perth Royal Infirmary, 2019 – 2022', 'nhs'],
    ['Occupational Therapist, private hospital, Dubai, 2019 – 2022', 'independent'],
    ['Occupational Therapist, Band 6, Elmside, 2019 – 2022', 'nhs'],
    ['Occupational Therapist, Band 6 equivalent, Elmside, 2019 – 2022', null],
    ['Occupational Therapist, Elmside Rehab Partners (independent), 2019 – 2022', 'independent'],
    ['Therapy assistant, Fellmere Teaching Hosp, 2019 – 2022', 'nhs'],
    [
      'Therapy assistant, Elmside, 2019 – 2022\nElmside is a rehabilitation unit run by Fellmere NHS Trust.',
      'nhs',
    ],
    [
      'Current or most recent employer: Fellmere NHS Trust\nJob title: Therapy Assistant\nDate started: May 2021',
      'nhs',
    ],
  ])('count for whose they are, and for the NHS or a council only at home: %s', (header, sector) => {
    expect(rolesOf(`${OT}EMPLOYMENT\n\n${header}\n`)[0]?.sector).toBe(sector);
  });

  it('are one where the date or the bands stand below the line that names them', () => {
    const placement = `${OT}PLACEMENTS\n\nStudent Occupational Therapist (placement, 10 weeks), Eden NHS Trust\nJanuary 2026 to March 2026\n- Held four patients\n`;
    expect(rolesOf(placement)).toMatchObject([{ kind: 'placement', from: '2026/1' }]);
    const bands = `${OT}EMPLOYMENT\n\nSenior Occupational Therapist, Tyne Hospitals NHS Trust\n2004 to 2011\nBand 6 from 2006 and Band 7 from 2009. Managed a team.\n\nOccupational Therapist, Tyne Hospitals NHS Trust\n2000 to 2004\n`;
    expect(rolesOf(bands).map(({ from }) => from)).toEqual(['2004/null', '2000/null']);
  });

  it('are read below the number and title of a numbered list, and go on in prose without headings', () => {
    const numbered = `${OT}WORK EXPERIENCE\n\n1) Occupational Therapist (Band 5)\nAire NHS Trust – Community Team. From 17.03.2025, till date.\n- Falls\n`;
    expect(rolesOf(numbered)[0]).toMatchObject({ band: '5', to: 'present' });
    const prose =
      'Jo Marsh\nLeeds LS9\n\nAiredale Council, Occupational Therapist, October 2018 to now\n\nMy caseload sits around 35.\n\nI supervise two assistants.\n';
    const profile = read(prose);
    const mention = profile.mentions.find(({ conceptId }) => conceptId === 'duty.supervise_unqualified');
    expect(mention).toMatchObject({ role: 0, section: 'experience' });
  });

  it('are read from title, employer and dates on lines of their own', () => {
    const text = `${OT}EMPLOYMENT\n\nSpecialist Occupational Therapist, Band 6\nAire Valley NHS Trust, Leeds\n03/2021 – present\n- Stroke\n\nOT (Level 1)\nAiredale Council\nSept '18 to Feb 2021\n- Duty\n`;
    expect(rolesOf(text)).toEqual([
      {
        title: 'Specialist Occupational Therapist',
        employer: 'Aire Valley NHS Trust',
        sector: 'nhs',
        from: '2021/3',
        to: 'present',
        band: '6',
        grade: null,
        kind: 'employment',
      },
      {
        title: 'OT (Level 1)',
        employer: 'Airedale Council',
        sector: 'local_authority',
        from: '2018/9',
        to: '2021/2',
        band: null,
        grade: 'Level 1',
        kind: 'employment',
      },
    ]);
  });

  it('are read with the dates above the post', () => {
    const text = `${OT}2019 – 2021\nOccupational Therapy Assistant, Airedale Council. Rails and bathing equipment.\n\nJune 2021 – present\nOccupational Therapist, Airedale Council. Duty.\n`;
    expect(rolesOf(text).map(({ title }) => title)).toEqual([
      'Occupational Therapy Assistant',
      'Occupational Therapist',
    ]);
  });

  it('are read from an application form', () => {
    const text = `${OT}PREVIOUS EMPLOYMENT\nEmployer: Aire NHS Trust. Post: Occupational Therapist Band 5, acute wards. Dates: 06.2014 – 02.2019. Duties: rotations.\n`;
    expect(rolesOf(text)).toMatchObject([
      {
        title: 'Occupational Therapist Band 5',
        employer: 'Aire NHS Trust',
        band: '5',
        from: '2014/6',
        to: '2019/2',
      },
    ]);
  });

  it('are read from running text in the first person', () => {
    const text = `${OT}I trained in Leeds and liked it from the first day to the last, and I still do today. From April 2019 until now I have been Senior Occupational Therapist (Band 6) in the stroke service at Aire NHS Foundation Trust. I have not worked for a council since 2013.\n`;
    expect(rolesOf(text)).toMatchObject([
      {
        title: 'Senior Occupational Therapist (Band 6)',
        sector: 'nhs',
        from: '2019/4',
        to: 'present',
        band: '6',
      },
    ]);
  });

  it('are not made of studies, family care or dates inside a post', () => {
    const text = `${OT}EMPLOYMENT\n\nOccupational Therapist, Band 5, Aire NHS Trust\n2019 – present\n- Chair of the OT subgroup since 2023\n- Wrote the strategy 2021–26\n\nOct 2012 – Feb 2018: full-time carer to both of my parents\n\nEDUCATION\nBSc (Hons) Occupational Therapy, University of Aire, 2016 – 2019\n`;
    expect(rolesOf(text)).toHaveLength(1);
  });

  it('take placements and unpaid work for what they are', () => {
    const text = `${OT}PLACEMENTS\n1. Stroke unit, Aire NHS Trust – 8 weeks, spring 2018\n\nEMPLOYMENT\nMay 2020 – June 2021: volunteer at a hospice, two days\n`;
    expect(rolesOf(text).map(({ kind }) => kind)).toEqual(['placement', 'voluntary']);
  });

  it('give each mention the post that it stands in', () => {
    const text = `${OT}EMPLOYMENT\n\nOccupational Therapist, Band 6, Aire NHS Trust\n2021 – present\n- Splinting\n\nOccupational Therapist, Band 5, Aire NHS Trust\n2019 – 2021\n- Stairlifts\n`;
    const roleOf = (id: string) => read(text).mentions.find(({ conceptId }) => conceptId === id)?.role;
    expect(roleOf('duty.splinting')).toBe(0);
    expect(roleOf('duty.major_adaptations_dfg')).toBe(1);
  });
});

describe('the history in sectors', () => {
  it('counts whole months of occupational therapy, overlapping posts once, other work not', () => {
    const text = `${OT}EMPLOYMENT\n\nOccupational Therapist, Band 6, Aire NHS Trust\nJan 2020 – Jan 2022\n\nBank Occupational Therapist, Band 6, Wharfe NHS Trust\nJan 2021 – Jan 2022\n\nOccupational Therapist, Airedale Council\nJan 2018 – Jan 2020\n\nHealthcare Assistant, Aire NHS Trust\nJan 2010 – Jan 2018\n`;
    expect(read(text).sectors.map(({ sector, months }) => [sector, months])).toEqual([
      ['nhs', 24],
      ['local_authority', 24],
    ]);
  });
});

describe('wishes', () => {
  it('are read from what is wanted, and not from what is not', () => {
    const text = `${OT}WHAT I WANT\nA permanent or locum post with a council, Band 6 or 7. Not the NHS and no bank work.\n`;
    const { said, ...wishes } = read(text).wishes;
    expect(wishes).toEqual({
      sectors: ['local_authority'],
      stages: ['senior_specialist', 'advanced'],
      contracts: ['permanent', 'locum'],
    });
    expect(quote(text, said?.sectors ?? null)).toContain('with a council');
  });
});

describe('sections', () => {
  it('are told apart by headings in many styles, and cover the text', () => {
    const text = `Jo Marsh\njo@example.org\n\nPROFESSIONAL SUMMARY\nSteady.\n\nCareer history\nOT, 2019 – present\n\nKey skills:\nSplinting\n\nQualifications & training\nBSc\n\nINTERESTS Cycling\n\nReferees: on request\n`;
    const { sections } = read(text);
    expect(sections.map(({ kind }) => kind)).toEqual([
      'contact',
      'summary',
      'experience',
      'skills',
      'education',
      'interests',
      'references',
    ]);
    expect(sections.map(({ heading }) => quote(text, heading))[3]).toBe('Key skills:');
  });

  it('mark mentions in a list of skills as such', () => {
    const text = `${OT}KEY SKILLS\nSplinting, seating, goal setting\n`;
    expect(
      new Set(
        read(text)
          .mentions.filter(({ conceptId }) => conceptId.startsWith('duty.'))
          .map(({ section }) => section),
      ),
    ).toEqual(new Set(['skills']));
  });
});
