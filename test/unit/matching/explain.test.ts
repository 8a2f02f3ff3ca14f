import { describe, expect, it } from 'vitest';
import { readEvaluationSet } from '../../evaluation/evaluation-set.js';
import { contentStems } from '../../../src/understanding/stems.js';
import {
  ASSISTANT_POST,
  CV_PARTS,
  cvOf,
  explanationOf,
  featuresOfCv,
  requirementOfText,
  scoreOf,
  STROKE_POST,
} from './people.js';

const explanation = explanationOf(cvOf(), STROKE_POST);

describe('an explanation', () => {
  it('adds up to exactly the score, for people and posts of every kind', () => {
    const set = readEvaluationSet('test/evaluation/set');
    const cvs = [...set.cvs.values()].slice(0, 12);
    const vacancies = [...set.vacancies.values()].slice(0, 6);
    for (const cv of cvs) {
      for (const vacancy of vacancies) {
        const { score, terms, gates, combination } = explanationOf(cv, vacancy);
        const sum = [...terms, ...gates, combination].reduce((total, { points }) => total + points, 0);
        expect(sum).toBe(score.score);
      }
    }
  });

  it('carries the score that the pair has', () => {
    expect(explanation.score).toEqual(scoreOf(cvOf(), STROKE_POST));
  });

  it('shows no point without the words of the CV that earn it', () => {
    for (const term of explanation.terms) {
      expect(term.points).toBeGreaterThanOrEqual(0);
      if (term.points > 0) expect(term.evidence).not.toBeNull();
      else expect(term.evidence).toBeNull();
      const { evidence } = term;
      if (evidence) expect(cvOf().slice(evidence.span.start, evidence.span.end)).toBe(evidence.quote);
      if (term.asked) expect(STROKE_POST.slice(term.asked.start, term.asked.end)).toBe(term.asked.quote);
    }
    expect(explanation.terms.some(({ points }) => points > 0)).toBe(true);
  });

  it('tells the post, the section and the dates in which the strongest mention stands', () => {
    const stroke = explanation.terms.find(({ conceptId }) => conceptId === 'spec.stroke');
    expect(stroke?.evidence?.quote).toContain('acute stroke unit');
    expect(stroke?.evidence?.role?.employer).toContain('Fellmere');
    expect(stroke?.evidence?.role?.to).toBe('present');
    expect(stroke?.evidence?.section).toBe('experience');
  });

  it('quotes for a sentence of the advert the statement that shares most of its words', () => {
    const wording = explanation.terms.find(
      ({ category, asked }) => category === 'wording' && asked?.quote.includes('complex caseload'),
    );
    expect(wording?.evidence?.quote).toContain('complex caseload');
  });

  it('quotes every statement whose words have earned points, and none that has not', () => {
    const requirement = requirementOfText(STROKE_POST);
    const weighed = new Set(requirement.wording.map(({ stem }) => stem));
    const shared = featuresOfCv(cvOf()).stems.filter((stem) => weighed.has(stem));
    const quotes = explanation.terms
      .filter(({ category }) => category === 'wording')
      .flatMap(({ evidence, also }) => (evidence ? [evidence, ...also] : also));
    const quoted = new Set(quotes.flatMap(({ quote }) => contentStems(quote)));
    expect(shared.length).toBeGreaterThan(5);
    expect(shared.filter((stem) => !quoted.has(stem))).toEqual([]);
  });

  it('quotes further sentences that say the same in other words, each once', () => {
    const more = 'Experience\nI set up the stroke early supported discharge team.';
    const stroke = explanationOf(cvOf({ more }), STROKE_POST).terms.find(
      ({ conceptId }) => conceptId === 'spec.stroke',
    );
    expect(stroke?.also.map(({ quote }) => quote).join()).toContain('early supported discharge');
    expect(stroke?.also.map(({ quote }) => quote)).not.toContain(stroke?.evidence?.quote);
  });

  it('drafts a question for what must be shown and is not', () => {
    const questions = explanation.questions.map(({ question }) => question).join('\n');
    expect(questions).toMatch(/plint/);
    expect(questions).not.toMatch(/Stroke/);
  });

  it('puts gates into words and asks about what is not evidenced', () => {
    const silent = explanationOf(cvOf({ registration: '' }), STROKE_POST);
    const gate = silent.gates.find((one) => one.gate === 'registration');
    expect(gate?.words).toContain('does not say');
    expect(gate?.points).toBeLessThan(0);
    expect(silent.questions[0]?.question).toContain(
      'registered with the Health and Care Professions Council',
    );
  });

  it('asks what conditions of practice say, and takes nothing off for them', () => {
    const bound = explanationOf(
      cvOf({ registration: 'HCPC OT990001, conditions of practice until 2026' }),
      STROKE_POST,
    );
    expect(bound.gates.find(({ gate }) => gate === 'registration')?.state).toBe('met');
    expect(bound.questions.map(({ question }) => question).join()).toContain('conditions of practice');
    expect(explanation.questions.map(({ question }) => question).join()).not.toContain('conditions of');
  });

  it('names the categories that were dropped', () => {
    expect(explanationOf(cvOf(), 'Senior Occupational Therapist').dropped).toContain('sector');
    expect(explanation.dropped).not.toContain('stage');
  });

  it('shows what the candidate wants that the post offers', () => {
    const wishful = cvOf({ more: 'What I want next\nI would like to learn splinting.' });
    const wish = explanationOf(wishful, STROKE_POST).wishes.find((one) => one.wish === 'work');
    expect(wish?.met).toBe(100);
    expect(wish?.evidence?.quote).toContain('splinting');
  });

  it('quotes the sentence that says which sector, stage and contract the person wants', () => {
    const wishful = cvOf({ more: 'What I want next\nA permanent Band 6 post in the NHS.' });
    const { wishes } = explanationOf(wishful, STROKE_POST);
    expect(wishes.map(({ wish }) => wish)).toEqual(expect.arrayContaining(['sector', 'stage', 'contract']));
    for (const { evidence } of wishes) expect(evidence?.quote).toContain('permanent Band 6 post');
  });

  it('takes an unregistered therapist for a support post apart as well', () => {
    const lapsed = cvOf({ registration: 'My HCPC registration has lapsed.' });
    const { score, terms, gates, combination } = explanationOf(lapsed, ASSISTANT_POST);
    expect([...terms, ...gates, combination].reduce((sum, { points }) => sum + points, 0)).toBe(score.score);
  });
});

describe('a person who stands above the post', () => {
  const current = CV_PARTS.current.replace(
    'Specialist Occupational Therapist, Band 6',
    'Clinical Lead, Band 7',
  );
  const about = (cv: string) => explanationOf(cv, STROKE_POST).questions.map((one) => one.about);

  it('is asked whether they would take it, unless they have said so', () => {
    expect(about(cvOf({ current }))).toContain('stage');
    expect(about(cvOf())).not.toContain('stage');
    expect(about(cvOf({ current, more: 'What I am looking for\nA Band 6 post, permanent.' }))).not.toContain(
      'stage',
    );
  });
});

describe('what counts in part', () => {
  const council = explanationOf(
    cvOf({
      current:
        'Employment\n\nOccupational Therapist, Band 5, Harrowby County Council\nMarch 2021 – present\n- Neurological rehabilitation at home',
      earlier: '',
    }),
    STROKE_POST,
  );
  const named = (category: string) =>
    council.terms.filter((term) => term.category === category).map(({ criterion }) => criterion);

  it('says what was asked and what is shown instead', () => {
    expect(named('stage')).toEqual(['Stage: senior specialist asked, occupational therapist shown']);
    expect(named('sector')).toEqual(['Sector: NHS asked, local authority shown']);
    expect(named('specialism')).toContain('Stroke (in part, for Neurological rehabilitation)');
  });

  it('says nothing of the kind where the thing itself is shown', () => {
    const labels = explanation.terms.map(({ criterion }) => criterion);
    expect(labels).toContain('Stage: senior specialist');
    expect(labels).toContain('Sector: NHS');
    expect(labels).toContain('Stroke');
  });
});
