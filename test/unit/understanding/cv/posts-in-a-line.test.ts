import { describe, expect, it } from 'vitest';
import { describeRoles } from './describe-roles.js';
import { read } from './read-cv.js';

const HEAD = 'Jo Marsh\nHCPC OT990123\n\nEMPLOYMENT\n';

describe('dates of one line', () => {
  it.each([
    [
      'Band 6 Occupational Therapist, Tidewater NHS Trust, June 2022 – present. HCPC registered again since 2024.',
      'Band 6 Occupational Therapist @ Tidewater NHS Trust, Band 6, 2022-6 present',
    ],
    [
      'Occupational Therapist, Band 6, Tidewater NHS Trust, acting Band 7 since January 2024, 2019 – present',
      'Occupational Therapist @ Tidewater NHS Trust, Band 6, 2019 present',
    ],
    [
      'Occupational Therapist, Tidewater NHS Trust, 2022. RCOT member since 2010.',
      'Occupational Therapist @ Tidewater NHS Trust, no level, 2022 unknown',
    ],
    ['Senior I, Moor Hospital, 2003-2015', 'Senior I @ Moor Hospital, no level, 2003 2015'],
    [
      "Occupational Therapist, St. Luke's Medical Center, 06/2016-08/2021",
      "Occupational Therapist @ St. Luke's Medical Center, no level, 2016-6 2021-8",
    ],
    [
      'Occupational Therapist, Marsh NHS Trust (Band 5, Band 6 from 2013), 2011–2017',
      'Occupational Therapist @ Marsh NHS Trust, Band 6, 2011 2017',
    ],
  ])('that are not of the post leave those of the post alone: %s', (line, post) => {
    expect(describeRoles(`${HEAD}${line}\n`)).toEqual([post]);
  });
});

describe('several posts of one line', () => {
  it.each([
    [
      'Locum Band 6 OT – Airedale Council Jan–Mar 2022; Eastwick NHS Trust Apr–Sep 2022',
      [
        'Locum Band 6 OT @ Airedale Council, Band 6, 2022-1 2022-3',
        'Locum Band 6 OT @ Eastwick NHS Trust, Band 6, 2022-4 2022-9',
      ],
    ],
    [
      'Locum OT at Corrow Council (Jan–Apr 2022), Dene Hospital (May–Aug 2022) and Esk Borough Council (Sept 2022 to date).',
      [
        'Locum OT @ Corrow Council, no level, 2022-1 2022-4',
        'Locum OT @ Dene Hospital, no level, 2022-5 2022-8',
        'Locum OT @ Esk Borough Council, no level, 2022-9 present',
      ],
    ],
    [
      'Jan 2020 – Mar 2021 Locum OT, Airedale Council; Apr 2021 – Dec 2021 Band 6 OT, Busk NHS Trust',
      [
        'Locum OT @ Airedale Council, no level, 2020-1 2021-3',
        'Band 6 OT @ Busk NHS Trust, Band 6, 2021-4 2021-12',
      ],
    ],
  ])('are read one by one: %s', (line, posts) => {
    expect(describeRoles(`${HEAD}${line}\n`)).toEqual(posts);
  });

  it('are not made of the rotations of one post', () => {
    const line =
      'Occupational Therapist, Band 5, Aire NHS Trust: rotations – stroke ward Jan–Jun 2019; elderly ward Jul–Dec 2019';
    expect(describeRoles(HEAD + line)).toHaveLength(1);
  });

  it('are read from a list below the agency', () => {
    const text = `${HEAD}Agency work since 2021:\n- Leeford Council, reablement OT, Feb–Aug 2021\n- Peelham NHS Trust, Band 6 discharge OT, Sept 2021–Mar 2022\n`;
    expect(describeRoles(text)).toEqual([
      'reablement OT @ Leeford Council, no level, 2021-2 2021-8',
      'Band 6 discharge OT @ Peelham NHS Trust, Band 6, 2021-9 2022-3',
    ]);
  });
});

describe('posts told in running text', () => {
  it('are found without dates, the present one by its tense', () => {
    const text =
      'I am a Band 6 at Hedon NHS Trust in frailty. Before that I was a rotational Band 5 at Paull Infirmary. Previously I worked as an OT assistant for Keyingham Council. HCPC OT990123.';
    expect(describeRoles(text)).toEqual([
      'no title @ Hedon NHS Trust, Band 6, unknown present',
      'rotational Band 5 @ Paull Infirmary, Band 5, unknown unknown',
      'OT assistant @ Keyingham Council, no level, unknown unknown',
    ]);
    expect(read(text).stage.stage).toBe('senior_specialist');
  });

  it('last to this day where the text says so', () => {
    const text =
      'I qualified in 2019 and joined Cleve NHS Trust as a Band 5. I moved up to a static Band 6 in frailty in March 2022 and I am still there. HCPC OT990123.';
    expect(read(text).roles.at(-1)).toMatchObject({
      band: '6',
      from: { year: 2022, month: 3 },
      to: 'present',
    });
    expect(read(text).stage.stage).toBe('senior_specialist');
  });
});

describe('the main one of two posts held', () => {
  it.each([
    ['Band 6', 'Band 5', 'senior_specialist'],
    ['Band 5', 'Band 6', 'occupational_therapist'],
  ])('is not the bank work: %s beside a bank %s', (main, bank, stage) => {
    const posts = [
      `Occupational Therapist, ${main}, Marl NHS Trust, 2021–present`,
      `Bank Occupational Therapist, ${bank}, Nene NHS Trust, 2022–present`,
    ];
    expect(read(HEAD + posts.join('\n')).stage.stage).toBe(stage);
    expect(read(HEAD + [...posts].reverse().join('\n')).stage.stage).toBe(stage);
  });
});

describe('who works beside occupational therapists', () => {
  it.each([
    ['Assistant Psychologist, Larch NHS Trust, Sept 2021 to now\nRan groups with the OT.', 'psychology'],
    [
      'Assistant Psychologist, Larch NHS Trust, Sept 2021 to now\nCo-facilitated an anxiety group alongside an Occupational Therapist.\nSupport worker in an OT-led day service 2019–2021',
      'psychology',
    ],
    ['Occupational Health Adviser, NMC registered, Brindley Healthcare 2019 - present', 'nursing'],
    [
      'Activities Coordinator, Oak Lodge Care Home, 2020 - present\nPlanned a weekly programme with the visiting occupational therapist.',
      'care_work',
    ],
  ])('is none: %s', (text, profession) => {
    const profile = read(text);
    expect(profile.profession.name).toBe(profession);
    expect(profile.roles.some(({ occupationalTherapy }) => occupationalTherapy)).toBe(false);
  });

  it('stays a support worker in a present post without a title', () => {
    const text =
      'Experience\nRehab flat, Tern NHS Trust - Jan 2022 to present\nHelp people with washing and dressing to the OT’s plan.\nBand 3 OT assistant, Tern NHS Trust 2018 - 2021\n';
    expect(read(text).stage.stage).toBe('support_worker');
  });

  it('stays a therapist of the old band in a present post of care', () => {
    const text =
      'Support worker with older people at present, Elm Court, since 2023\nBand 5 Occupational Therapist, Westmere NHS Trust 2014 - 2018\nHCPC registration lapsed 2020.\n';
    expect(read(text).stage.stage).toBe('occupational_therapist');
  });
});
