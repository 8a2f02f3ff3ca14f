import { describe, expect, it } from 'vitest';
import { scoreMatch } from '../../../src/matching/score.js';
import {
  ASSISTANT_POST,
  CV_PARTS,
  cvOf,
  featuresOfCv,
  requirementOfText,
  scoreOf,
  STROKE_POST,
} from './people.js';

const FULL = scoreOf(cvOf(), STROKE_POST);

describe('a score', () => {
  it('is high for a person who shows what the post asks, and made of whole numbers up to 10,000', () => {
    expect(FULL.tier).toBe(1);
    expect(FULL.score).toBeGreaterThan(7_000);
    for (const value of [
      FULL.score,
      FULL.fit,
      FULL.reverseFit,
      ...FULL.categories.map(({ score }) => score),
    ]) {
      expect(Number.isInteger(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(10_000);
    }
  });

  it('is the same to the byte over a hundred runs, from the text on', () => {
    const first = JSON.stringify(FULL);
    for (let run = 0; run < 100; run += 1) expect(JSON.stringify(scoreOf(cvOf(), STROKE_POST))).toBe(first);
  });

  it('is the same for a copy of the CV', () => {
    expect(scoreOf(cvOf(), STROKE_POST)).toEqual(FULL);
  });

  it.each(['Mohammed Okonkwo-Ali', 'Siân Wyn Jones', 'Mrs Grace Adeyemi', 'Xiu Ying Zhang', 'Mr John Smith'])(
    'is the same to the byte when the name is %s',
    (name) => {
      const swapped = scoreOf(cvOf({ name: `${name}\nCarlisle CA1` }), STROKE_POST);
      expect(JSON.stringify(swapped)).toBe(JSON.stringify(FULL));
    },
  );

  it('does not rise with a paragraph about something else', () => {
    const paragraph =
      'Outside work I bake sourdough, restore old clocks and walk the length of the river with two spaniels.';
    expect(scoreOf(cvOf({ more: paragraph }), STROKE_POST).score).toBeLessThanOrEqual(FULL.score);
  });

  it('saturates when a keyword is repeated five hundred times', () => {
    const once = scoreOf(cvOf({ more: 'Skills\nsplinting, stroke' }), STROKE_POST).score;
    const often = scoreOf(cvOf({ more: `Skills\n${'splinting, stroke, '.repeat(500)}` }), STROKE_POST).score;
    expect(often).toBeLessThanOrEqual(once);
  });

  it('gives a list of skills less than the same things told of a post', () => {
    const listed = scoreOf(
      cvOf({ current: '', more: 'Skills\nstroke, splinting, cognitive assessment' }),
      STROKE_POST,
    );
    const told = scoreOf(
      cvOf({
        current: `${CV_PARTS.current}\n- I make splints for people after stroke`,
        more: '',
      }),
      STROKE_POST,
    );
    expect(told.fit).toBeGreaterThan(listed.fit);
  });

  it('never falls when something that must be shown is added', () => {
    const added = cvOf({ current: `${CV_PARTS.current}\n- I make splints after stroke` });
    expect(scoreOf(added, STROKE_POST).score).toBeGreaterThanOrEqual(FULL.score);
    for (const line of ['- I carry out wheelchair assessment', '- I completed practice educator training']) {
      expect(
        scoreOf(cvOf({ current: `${CV_PARTS.current}\n${line}` }), STROKE_POST).score,
      ).toBeGreaterThanOrEqual(FULL.score);
    }
  });

  it('gives nothing for what is only wanted, denied or done by others', () => {
    const base = featuresOfCv(cvOf()).strengths['duty.splinting'] ?? 0;
    expect(base).toBe(0);
    for (const line of [
      'I would like to learn splinting.',
      'I have no experience of splinting.',
      'Splinting was done by the physiotherapist.',
    ]) {
      expect(
        featuresOfCv(cvOf({ current: `${CV_PARTS.current}\n- ${line}` })).strengths['duty.splinting'] ?? 0,
      ).toBe(0);
    }
  });

  it('does not depend on the order of the criteria', () => {
    const features = featuresOfCv(cvOf());
    const requirement = requirementOfText(STROKE_POST);
    const turned = {
      ...requirement,
      criteria: [...requirement.criteria].reverse(),
      wording: [...requirement.wording].reverse(),
    };
    expect(scoreMatch(features, turned)).toEqual(scoreMatch(features, requirement));
  });
});

describe('stage', () => {
  const at = (title: string, band: string) =>
    scoreOf(
      cvOf({
        current: CV_PARTS.current.replace(
          'Specialist Occupational Therapist, Band 6',
          `${title}, Band ${band}`,
        ),
      }),
      STROKE_POST,
    );
  const right = at('Specialist Occupational Therapist', '6');
  const above = at('Clinical Lead Occupational Therapist', '7');
  const below = at('Occupational Therapist', '5');
  const farAbove = at('Consultant Occupational Therapist', '8b');

  it('costs one step too low less than one too high, and two steps far more than one', () => {
    expect(right.score).toBeGreaterThan(below.score);
    expect(below.score).toBeGreaterThan(above.score);
    expect(above.score - farAbove.score).toBeGreaterThan(400);
  });

  it('does not hold it against people above a post that they ask for it', () => {
    const current = CV_PARTS.current.replace(
      'Specialist Occupational Therapist, Band 6',
      'Clinical Lead, Band 7',
    );
    const post = requirementOfText(STROKE_POST);
    const lead = featuresOfCv(cvOf({ current }));
    const wanting = { ...lead, wants: { ...lead.wants, stages: ['senior_specialist' as const] } };
    const stageOf = (features: typeof lead) =>
      scoreMatch(features, post).categories.find(({ category }) => category === 'stage')?.score ?? 0;
    expect(stageOf(wanting)).toBeGreaterThan(stageOf(lead) + 3_000);
    expect(stageOf(wanting)).toBeLessThan(stageOf(featuresOfCv(cvOf())));
  });

  it('raises a question below the floor and hides nobody', () => {
    expect(below.gates.find(({ gate }) => gate === 'stage_floor')?.state).toBe('not_evidenced');
    expect(below.tier).toBe(1);
    expect(below.score).toBeGreaterThan(0);
  });
});

describe('registration', () => {
  const registered = scoreOf(cvOf(), STROKE_POST);
  const silent = scoreOf(cvOf({ registration: '' }), STROKE_POST);
  const lapsed = scoreOf(
    cvOf({
      registration: 'Registration\nMy HCPC registration lapsed in 2022 and I am not registered at present.',
    }),
    STROKE_POST,
  );
  const poor = scoreOf(
    'Robin Vale\n\nHCPC OT654321\n\nOccupational Therapist, Band 5, Wolds Hospitals NHS Trust\n2019 – present\nOutpatient wheelchair service.',
    STROKE_POST,
  );

  it('that has lapsed never outranks any that is held, where the law asks for it', () => {
    expect(lapsed.fit).toBeGreaterThan(0);
    expect(lapsed.tier).toBe(0);
    expect(poor.tier).toBe(1);
  });

  it('that is not mentioned ranks a little lower, is no contradiction and hides nothing', () => {
    expect(silent.gates.find(({ gate }) => gate === 'registration')?.state).toBe('not_evidenced');
    expect(silent.tier).toBe(1);
    expect(silent.score).toBeLessThan(registered.score);
    expect(silent.score).toBeGreaterThan(registered.score * 0.7);
  });

  it('is no gate where the post does not ask for it', () => {
    const score = scoreOf(cvOf({ registration: '' }), ASSISTANT_POST);
    expect(score.gates.some(({ gate }) => gate === 'registration')).toBe(false);
    expect(score.tier).toBe(1);
  });

  it('that is pending is enough only where the advert lets it wait', () => {
    const pending = cvOf({ registration: 'Registration\nHCPC registration applied for, pending.' });
    const waiting = STROKE_POST.replace(
      '- HCPC registration',
      '- HCPC registration, or applied for and pending',
    );
    expect(scoreOf(pending, STROKE_POST).tier).toBe(0);
    expect(scoreOf(pending, waiting).tier).toBe(1);
  });
});

describe('people of other professions', () => {
  const nurse =
    'Jo Reed\n\nRegistered Nurse, Band 6, stroke ward, Fellmere Hospitals NHS Foundation Trust\n2015 – present\nI nurse people after stroke and plan their discharge. NMC registered nurse. BSc Nursing.';

  it('stay below every therapist for a post that the law keeps for therapists, and stay in the list', () => {
    const score = scoreOf(nurse, STROKE_POST);
    expect(score.tier).toBe(0);
    expect(score.gates.find(({ gate }) => gate === 'profession')?.state).toBe('contradicted');
  });

  it('are a question for a support post', () => {
    const score = scoreOf(nurse, ASSISTANT_POST);
    expect(score.tier).toBe(1);
    expect(score.gates.find(({ gate }) => gate === 'profession')?.state).toBe('not_evidenced');
  });
});

describe('categories', () => {
  it('without data are dropped and reported, and the others carry the weight', () => {
    const bare = 'Senior Occupational Therapist';
    const score = scoreOf(cvOf(), bare);
    const dropped = score.categories
      .filter(({ appliedWeight }) => appliedWeight === 0)
      .map(({ category }) => category);
    expect(dropped).toEqual(expect.arrayContaining(['duties', 'qualifications', 'specialism', 'sector']));
    expect(score.categories.find(({ category }) => category === 'stage')?.appliedWeight).toBeGreaterThan(0);
    expect(score.fit).toBeGreaterThan(0);
  });

  it('keep their suggested weight beside the one applied', () => {
    for (const { suggestedWeight } of FULL.categories) expect(suggestedWeight).toBeGreaterThan(0);
  });
});

describe('the law on registration', () => {
  it('stands for a therapist’s post, whatever a sentence about an assistant’s says', () => {
    const advert = `${STROKE_POST}\nAn assistant joins with you and does not need HCPC registration.`;
    expect(requirementOfText(advert).registrationRequired).toBe(true);
    expect(requirementOfText(advert, { registrationRequired: false }).registrationRequired).toBe(false);
    expect(requirementOfText(ASSISTANT_POST).registrationRequired).toBe(false);
  });
});

describe('what staff set', () => {
  it('goes before what the text says', () => {
    const requirement = requirementOfText(STROKE_POST, {
      stage: 'advanced',
      sector: 'local_authority',
      registrationRequired: false,
      driverRequired: true,
      weights: { 'duty.splinting': 100, 'spec.stroke': 0 },
    });
    expect(requirement).toMatchObject({
      stage: 'advanced',
      sector: 'local_authority',
      registrationRequired: false,
      driverRequired: true,
    });
    expect(requirement.criteria.find(({ conceptId }) => conceptId === 'duty.splinting')?.weight).toBe(100);
    expect(requirement.criteria.some(({ conceptId }) => conceptId === 'spec.stroke')).toBe(false);
  });

  it('makes a driver a question and no points', () => {
    const score = scoreOf(cvOf(), STROKE_POST, { driverRequired: true });
    expect(score.gates.find(({ gate }) => gate === 'driver')?.state).toBe('not_evidenced');
    expect(score.score).toBeLessThan(FULL.score);
    const driver = scoreOf(cvOf({ more: 'Full driving licence and own car.' }), STROKE_POST, {
      driverRequired: true,
    });
    expect(driver.gates.find(({ gate }) => gate === 'driver')?.state).toBe('met');
  });
});

describe('wishes', () => {
  it('lift nobody above a person who says nothing, and cost where the post does not meet them', () => {
    const features = featuresOfCv(cvOf());
    const requirement = requirementOfText(STROKE_POST);
    const none = { concepts: [], sectors: [], stages: [], contracts: [] };
    const silent = scoreMatch({ ...features, wants: none }, requirement);
    const met = scoreMatch({ ...features, wants: { ...none, sectors: ['nhs'] } }, requirement);
    const unmet = scoreMatch({ ...features, wants: { ...none, sectors: ['local_authority'] } }, requirement);
    expect(silent.score).toBe(silent.fit);
    expect(met.score).toBe(silent.score);
    expect(unmet.score).toBeLessThan(silent.score);
    expect(unmet.fit).toBe(silent.fit);
  });
});
