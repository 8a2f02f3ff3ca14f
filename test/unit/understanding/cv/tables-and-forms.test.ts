import { describe, expect, it } from 'vitest';
import { describeRoles } from './describe-roles.js';
import { read } from './read-cv.js';

describe('a table of posts', () => {
  const rows = [
    'Occupational Therapist @ Kestrel Vale NHS Trust, Band 6, 2021-3 present',
    'Occupational Therapist @ Northmere Hospitals NHS Trust, Band 5, 2018-9 2021-2',
  ];

  it.each([
    [
      'with beginning and end in columns of their own, divided by tabs',
      'From\tTo\tEmployer\tJob Title\tBand\nMar 2021\tPresent\tKestrel Vale NHS Trust\tOccupational Therapist\t6\nSep 2018\tFeb 2021\tNorthmere Hospitals NHS Trust\tOccupational Therapist\t5',
    ],
    [
      'with bars, and a rule below its head',
      '| Job title | Employer | Band | Dates |\n|---|---|---|---|\n| Occupational Therapist | Kestrel Vale NHS Trust | 6 | 03/2021 – present |\n| Occupational Therapist | Northmere Hospitals NHS Trust | 5 | 09/2018 – 02/2021 |',
    ],
    [
      'with bands in the column for the grade',
      'Name of employer | Position held | Grade | Start date | End date\nKestrel Vale NHS Trust | Occupational Therapist | 6 | 01/03/2021 | Current\nNorthmere Hospitals NHS Trust | Occupational Therapist | Band 5 | 03/09/2018 | 28/02/2021',
    ],
    [
      'set with blanks',
      'Employer                  Post                     Dates                  Band\nKestrel Vale NHS Trust    Occupational Therapist   Mar 2021 to date       Band 6\nNorthmere Hospitals NHS Trust   Occupational Therapist   Sept 2018 - Feb 2021   Band 5',
    ],
  ])('is read %s', (_, table) => {
    expect(describeRoles(`Jo Marsh\nHCPC OT990123\n\nEMPLOYMENT\n${table}\n`)).toEqual(rows);
  });

  it('takes a bare figure for a grade where the employer is a council', () => {
    const text = `Employer\tPost\tGrade\tFrom\tTo\nAiredale Council\tOccupational Therapist\t9\tApr 2019\tPresent\n`;
    expect(describeRoles(text)).toEqual([
      'Occupational Therapist @ Airedale Council, Grade 9, 2019-4 present',
    ]);
  });

  it('needs no head to keep the dates out of the title', () => {
    const text = `HCPC OT990123\nEMPLOYMENT\nMar 2021\tPresent\tSenior Occupational Therapist\tKestrel Vale NHS Trust\n2022- Clinical Lead OT, Pennine Neuro Ltd\n2018-22 Senior OT, Calder Vale Trust\n`;
    expect(describeRoles(text)).toEqual([
      'Senior Occupational Therapist @ Kestrel Vale NHS Trust, no level, 2021-3 present',
      'Clinical Lead OT @ Pennine Neuro Ltd, no level, 2022 present',
      'Senior OT @ Calder Vale Trust, no level, 2018 2022',
    ]);
  });
});

describe('an application form', () => {
  it('is read line by line, whatever the employer is', () => {
    const text = `Present employment\nEmployer: Wrayton County Council\nJob title: Occupational Therapist\nFrom: 04/2018 To: Present\nGrade: Grade 9\nDuties: moving and handling.\n\nPrevious employment\nEmployer: Sandgate Children's Centre\nJob title: Occupational Therapist\nFrom: September 2015 To: March 2018\nReason for leaving: relocation\nEmployer: Larkspur Special School\nJob title: OT Assistant\nFrom: 2012 To: 2015\nEmployer: Harbour Hope (charity)\nJob title: Support Worker\nFrom: 2010 To: 2012\n`;
    expect(describeRoles(text)).toEqual([
      'Occupational Therapist @ Wrayton County Council, Grade 9, 2018-4 present',
      "Occupational Therapist @ Sandgate Children's Centre, no level, 2015-9 2018-3",
      'OT Assistant @ Larkspur Special School, no level, 2012 2015',
      'Support Worker @ Harbour Hope, no level, 2010 2012',
    ]);
  });

  it('is read with all fields of a post in one line', () => {
    const text = `Dates: 01/02/2017 - present Employer: Harrow Dale Council Job title: Senior Occupational Therapist Grade: Grade 10\nDates: 05/2013 - 01/2017 Employer: Harrow Dale NHS Trust Job title: Occupational Therapist Grade: 5\n`;
    expect(describeRoles(text)).toEqual([
      'Senior Occupational Therapist @ Harrow Dale Council, Grade 10, 2017-2 present',
      'Occupational Therapist @ Harrow Dale NHS Trust, Band 5, 2013-5 2017-1',
    ]);
  });

  it('is read with every value below its label', () => {
    const text = `Employment History\nEmployer Name\nRavenscroft NHS Trust\nJob Title\nOccupational Therapist\nStart Date\n14/09/2020\nEnd Date\nGrade\nBand 5\nDescription of your duties and responsibilities\nFunctional assessments on the acute wards.\n\nEmployer Name\nLinden Court Nursing Home\nJob Title\nHealth Care Assistant\nStart Date\n01/06/2017\nEnd Date\n30/08/2020\n`;
    expect(describeRoles(text)).toEqual([
      'Occupational Therapist @ Ravenscroft NHS Trust, Band 5, 2020-9 present',
      'Health Care Assistant @ Linden Court Nursing Home, no level, 2017-6 2020-8',
    ]);
    expect(read(text).mentions.every(({ role }) => role === 0 || role === 1)).toBe(true);
  });

  it('has no posts among its referees and its schools', () => {
    const text = `Education\nInstitution: Aire University\nFrom: 2012 To: 2015\nQualification: BSc\n\nReferees\nName: A. Reid\nJob title: Team Manager\nEmployer: Aire NHS Trust\nFrom: 2016 To: 2020\n`;
    expect(describeRoles(text)).toEqual([]);
  });
});
