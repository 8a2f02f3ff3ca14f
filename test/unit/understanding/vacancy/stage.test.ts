import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/taxonomy/load-taxonomy.js';
import { understandVacancy } from '../../../../src/understanding/understand-vacancy.js';
import { bandOfPay, scaleOfPay } from '../../../../src/understanding/vacancy/band-of-pay.js';

const taxonomy = loadTaxonomy();
const stage = (text: string) => understandVacancy(text, taxonomy).stage;

describe('the band of a pay scale', () => {
  it.each([
    [31_365, 37_890, '6'], // 2020/21
    [31_049, 37_796, '5'], // 2025/26
    [39_959, 48_117, '6'], // 2026/27
    [66_582, 77_368, '8b'], // 2026/27
    [43_712, 49_325, '7'], // 2020/21 with the outer London supplement, capped
  ])('£%i to £%i is band %s', (from, to, band) => {
    expect(bandOfPay({ from, to, unit: 'year' })).toBe(band);
  });

  it.each([
    [31_892, 39_735, '5', 2024], // Scotland
    [41_608, 50_702, '6', 2025], // Scotland, with the award of 4.25 %
    [34_494, 42_978, '5', 2026], // Scotland, as published
    [37_898, 45_637, '6', 2024], // Wales
    [39_263, 47_279, '6', 2025], // Wales
    [38_682, 46_580, '6', 2025], // England
  ])('£%i to £%i is band %s of the year that begins in %i, in its nation', (from, to, band, year) => {
    expect(scaleOfPay({ from, to, unit: 'year' })).toEqual({ band, year });
  });

  it('knows the hours that a yearly sum is divided by in Scotland', () => {
    expect(bandOfPay({ from: 25.21, to: 25.21, unit: 'hour' })).toBe('6'); // £48,635 by 37 hours
    expect(bandOfPay({ from: 24.87, to: 24.87, unit: 'hour' })).toBeNull(); // by 37.5
  });

  it('is found for an hourly rate at the end of a scale', () => {
    expect(bandOfPay({ from: 19.38, to: 19.38, unit: 'hour' })).toBe('6'); // 37,890 a year in 2020/21
  });

  it('is none for pay between the scales', () => {
    expect(bandOfPay({ from: 46_142, to: 50_269, unit: 'year' })).toBeNull();
    expect(bandOfPay({ from: null, to: 36, unit: 'hour' })).toBeNull();
    expect(bandOfPay({ from: 250, to: 250, unit: 'day' })).toBeNull();
  });
});

describe('the stage of a vacancy', () => {
  it('follows an explicit band against its title', () => {
    expect(stage('Advanced Occupational Therapist\nBand 6').stage).toBe('senior_specialist');
    expect(stage('Occupational Therapist Vocational Lead\nBand 4').stage).toBe('support_worker');
  });

  it('takes the end of a band range that the pay settles, else the lower', () => {
    expect(stage('Occupational Therapist Band 5/6\n£31,365 to £37,890').stage).toBe('senior_specialist');
    expect(stage('Occupational Therapist Band 5/6').stage).toBe('occupational_therapist');
  });

  it.each([
    ['Band 5/6', '5/6'],
    ['Band 5-6 development post', '5/6'],
    ['Bands 5 & 6', '5/6'],
    ['Band 6/5', '5/6'],
    ['Band 5, progressing to Band 6 after preceptorship', '5/6'],
    ['Band 5 (with progression to band 6)', '5/6'],
    ['Level 1/2', null],
    ['Level 1 to 2', null],
  ])('is the lower of a range, and it grows to the upper: %s', (words, band) => {
    const reading = understandVacancy(`Rotational Occupational Therapist\nWolds Service\n${words}`, taxonomy);
    expect(reading.band.value).toBe(band);
    expect(reading.stage.stage).toBe('occupational_therapist');
    expect(reading.growsTo?.value).toBe('senior_specialist');
  });

  it.each([
    'Band 6',
    'Band 6 - 2 posts',
    'Band 6 - 5 posts',
    'Band 6 – 5 month fixed term',
    'Band 6 - 7.5 hours per week',
    'Band 6 - 7 x WTE',
    'Band 6, 5 days a week',
    'Occupational Therapist Band 5/6\n£31,365 to £37,890',
  ])('grows to none where the advert names one, or the pay says that it is the upper: %s', (words) => {
    const reading = understandVacancy(`Occupational Therapist\nWolds NHS Trust\n${words}`, taxonomy);
    expect(reading.stage.stage).toBe('senior_specialist');
    expect(reading.growsTo?.value).toBeNull();
  });

  it.each([
    'Band 6, £38,682 - £46,580 a year',
    'Band 6: £38,682 to £46,580 per annum pro rata',
    '£38,682 - £46,580 a year (Band 6)',
    'An opportunity has arisen for an enthusiastic, motivated Band 6 Community Therapist.',
    'Our team is looking for a Band 6 OT.',
  ])(
    'reads the band where it stands beside its pay or leads to the post, wherever the line is: %s',
    (line) => {
      const text = `We would like you to come and join our friendly team of people in Wolds NHS Trust.\n${line}\n`;
      expect(understandVacancy(text, taxonomy).band.value).toBe('6');
    },
  );

  it.each([
    'You will report to a Band 7 Occupational Therapist.',
    'The team includes a Band 7 OT and assistants.',
    'This post would suit a Band 5 occupational therapist.',
  ])('takes no band of colleagues or of what people do now: %s', (line) => {
    const text = `We would like you to come and join our friendly team of people in Wolds NHS Trust.\n${line}\n`;
    expect(understandVacancy(text, taxonomy).band.value).toBeNull();
  });

  it.each([
    'Experience of at least a Band 6 role',
    'Must currently hold a Band 5 post',
    'Supervised by a Band 7',
    'Reports to: Band 7 Occupational Therapist',
    'Two years at Band 5 or equivalent role',
    'Delegating to a Band 4 assistant practitioner',
    'Our Band 7 OT will induct you',
    'You will work towards a Band 6 post',
    'Applicants must currently have a Band 5 post',
    'We currently have a Band 7 OT and two assistants',
    'If you currently have a Band 5 post',
    'Two years at Band 5 or equivalent, then a secondment',
    'Must have 12 months at Band 5 for this secondment',
    '12 months at Band 5 essential',
    'Applications from experienced Band 5 OTs',
    'Now progressing to Band 7 opportunities',
  ])('takes no band that is asked for or somebody else’s, wherever it stands: %s', (line) => {
    const prose = 'A place on our wards is waiting for somebody who enjoys it.';
    for (const text of [
      `Occupational Therapist\nElmhurst Hospital\n\n${prose}\n\nEssential\n- ${line}`,
      `Occupational Therapist\n${line}\nElmhurst Hospital\n\n${prose}`,
      `${line}\nOccupational Therapist\n\n${prose}`,
    ])
      expect(understandVacancy(text, taxonomy).band.value).toBeNull();
  });

  it.each([
    'Having completed your Band 5 rotations, you are ready for this Band 6 post.',
    'You will be part of a team led by a Band 7 OT in this Band 6 role.',
    'Join us as a Band 6 OT.',
    'The post is Band 6.',
  ])('takes the band of the post behind one of others: %s', (line) => {
    const text = `Occupational Therapist\nElmhurst Hospital\n\nThe wards are busy and kind.\n\n${line}`;
    expect(understandVacancy(text, taxonomy).band.value).toBe('6');
  });

  it.each([
    'We currently have an exciting opportunity for a Band 6 Occupational Therapist.',
    'We currently have a Band 6 Occupational Therapist vacancy.',
    'There is currently a Band 6 post in our team.',
    'The therapy team currently has a Band 6 vacancy.',
    'We are a friendly team with a Band 6 OT vacancy.',
    'We currently need a Band 6 OT.',
    'You are currently working as a Band 5 and looking for a Band 6 OT role.',
    'You will be employed as a Band 6 OT.',
  ])('takes the band of what the employer has now, where that is a vacancy: %s', (line) => {
    const prose = 'The wards are busy and kind.';
    for (const text of [
      `Occupational Therapist\nElmhurst Hospital\n\n${prose}\n\n${line}`,
      `Occupational Therapist\n${line.slice(0, -1)}\nElmhurst Hospital\n\n${prose}`,
    ])
      expect(understandVacancy(text, taxonomy).band.value).toBe('6');
  });

  it.each([
    ['12 months at Band 6', '6'],
    ['12 months at Band 6, 37.5 hours', '6'],
    ['Fixed term contract, 12 months at Band 6', '6'],
    ['Secondment for 12 months as a Band 6 OT', '6'],
    ['Salary: from Band 6', '6'],
    ['Starting from Band 6', '6'],
    ['Progression from Band 5 to Band 6', '5/6'],
    ['From Band 5 to Band 6', '5/6'],
    ['Needed from January - Band 6', '6'],
    ['Working from home Band 6', '6'],
  ])('takes the band of the header behind a term, a start or the pay: %s', (line, band) => {
    const text = `Occupational Therapist\n${line}\nElmhurst Hospital\n\nThe wards are busy and kind.`;
    expect(understandVacancy(text, taxonomy).band.value).toBe(band);
  });

  it('reads the level at which a post is filled', () => {
    const text =
      'Bank Occupational Therapist\nWolds NHS Trust\n\nYou join us at either band 5 or band 6 level, by what you bring.';
    expect(understandVacancy(text, taxonomy).band.value).toBe('5/6');
    const past = 'Occupational Therapist\nWolds NHS Trust\n\nYou have worked with children at Band 6 level.';
    expect(understandVacancy(past, taxonomy).band.value).toBeNull();
  });

  it('is read in no time where the words before a band go on and on', () => {
    const text = `Occupational Therapist\nWolds NHS Trust\n\nOur ${'full time highly self motivated '.repeat(400)}team.`;
    expect(understandVacancy(text, taxonomy).band.value).toBeNull();
  });

  it('reads a range of council grades whole, and weighs its lower end', () => {
    const grade = (words: string) =>
      understandVacancy(`Occupational Therapist\nWolds Council\n${words}`, taxonomy);
    expect(grade('Grade 9/10').grade.value).toBe('Grade 9/10');
    expect(grade('Grades 9 to 10 (career grade)').grade.value).toBe('Grades 9 to 10');
    expect(grade('Career grade PO1-PO3').grade.value).toBe('PO1-PO3');
    expect(grade('Grades 9 to 10').stage.distribution).toEqual(grade('Grade 9').stage.distribution);
    expect(grade('Grade 9, 37 hours').grade.value).toBe('Grade 9');
  });

  it('follows the pay of an NHS post, and not that of a council', () => {
    const pay = '£39,959 to £48,117 a year';
    expect(stage(`Occupational Therapist\nWolds Health NHS Trust\n${pay}`).reasons[0]?.source).toBe('band');
    expect(stage(`Team Manager OT\nWolds Council\n${pay}`).stage).toBe('advanced');
  });

  it.each([
    [
      'OT ASSISTANT x 2 - Fenland Vale Council, Independent Living, Ely CB7. Grade 5, hybrid\n\nOwn caseload of less complex cases.',
      'OT ASSISTANT x 2',
      'support_worker',
    ],
    [
      'Senior Occupational Therapist, Reablement – Mere County Council, based in Shap.\n\nYou will lead reviews.',
      'Senior Occupational Therapist, Reablement',
      'senior_specialist',
    ],
  ])('follows the title of a line that the employer shares with it: %s', (text, title, expected) => {
    const reading = understandVacancy(text, taxonomy);
    expect(reading.title.value).toBe(title);
    expect(reading.stage.stage).toBe(expected);
  });

  it('is not that of an assistant where a company pays a therapist as little as one', () => {
    const text =
      'Occupational Therapist, Solihurst\n£34,000 - £38,000, 40 hours a week\nBrightwell Healthcare\nHCPC registration is essential.';
    expect(stage(text).stage).not.toBe('support_worker');
    expect(stage(text.replace('Therapist', 'Therapy Assistant')).stage).toBe('support_worker');
  });

  it('is not the level of colleagues, nor the one that comes later', () => {
    const advert = (level: string) =>
      `Occupational Therapist, Adult Social Care. Mere County Council is after an OT. The most complex work goes to the ` +
      `Level 3 practitioners and our Level 2 OTs. The post is ${level} on our career grade, moving to Level 4 in time.`;
    expect(stage(advert('Level 1')).stage).toBe('occupational_therapist');
    expect(stage(advert('Level 2')).stage).toBe('senior_specialist');
  });

  it("follows a council's career level", () => {
    expect(stage('Occupational Therapist, Level 2\nWolds Council').stage).toBe('senior_specialist');
    expect(stage('Occupational Therapist\nWolds Council\nLevel 1').stage).toBe('occupational_therapist');
  });

  it.each([
    ['Senior Rehabilitation Assistant', 'support_worker'],
    ['Locum Occupational Therapist', 'occupational_therapist'],
    ['Locum Senior Occupational Therapist', 'senior_specialist'],
    ['Assessment Officer (OT)', 'support_worker'],
    ['Senior Occupational Therapist', 'senior_specialist'],
    ['Highly Specialist Occupational Therapist', 'advanced'],
    ['Practice Consultant Occupational Therapist', 'advanced'],
    ['Deputy Team Manager, Occupational Therapy', 'advanced'],
    ['Clinical Consultant for Community Equipment', 'senior_specialist'],
    ['Principal Occupational Therapist', 'consultant'],
    ['Head of Occupational Therapy', 'consultant'],
  ])('of the title %j is %s', (title, expected) => {
    expect(stage(`${title}\nWolds Council`).stage).toBe(expected);
  });

  it('of a plain title leans on what the post does', () => {
    const junior = stage(
      'Occupational Therapist\nWolds Council\n\nThe post suits a newly qualified therapist and comes with preceptorship and a rotation.',
    );
    const senior = stage(
      'Occupational Therapist\nWolds Council\n\nYou will carry complex work, lead on service development and provide supervision to junior staff.',
    );
    expect(junior.stage).toBe('occupational_therapist');
    expect(senior.stage).toBe('senior_specialist');
    expect(senior.distribution.advanced).toBeGreaterThan(junior.distribution.advanced);
  });

  it('does not listen to contact lines and praise of the employer', () => {
    const plain = stage('Senior Occupational Therapist\nWolds Council\n\nYou will see people at home.');
    const praised = stage(
      'Senior Occupational Therapist\nWolds Council\n\nYou will see people at home.\n\nAbout us\nWe have strong leadership and a strategic plan, and we lead the field.\nFor an informal chat contact the Team Lead.',
    );
    expect(praised.distribution).toEqual(plain.distribution);
  });
});
