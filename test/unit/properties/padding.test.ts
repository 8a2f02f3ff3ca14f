import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL } from '../../../src/matching/categories.js';
import { requirementOf, type Requirement } from '../../../src/matching/requirement.js';
import { scoreMatch } from '../../../src/matching/score.js';
import { understandVacancy } from '../../../src/understanding/understand-vacancy.js';
import { read, taxonomy } from '../understanding/cv/read-cv.js';
import { CVS, featuresOfText, scoresOf, VACANCIES } from './cvs.js';

const IDLE = [
  'On Sundays the allotment takes up most of the day, and the tomatoes were better than last summer.',
  'The weather in the hills was poor in spring, and the long railway journey took seven hours with two changes.',
  'My favourite film is an old comedy about a lighthouse, a goat and a lost parcel.',
];
const KEYWORDS = [
  'stroke',
  'Disabled Facilities Grant',
  'team leadership',
  'splinting',
  'forensic',
  'Care Act',
];

describe('padding', () => {
  it('with paragraphs about something else never raises a score', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CVS), fc.constantFrom(...IDLE), ([, cv], paragraph) => {
        const before = scoresOf(featuresOfText(cv));
        const after = scoresOf(featuresOfText(`${cv}\n\n${paragraph}\n`));
        after.forEach((score, index) => expect(score).toBeLessThanOrEqual(before[index] ?? 0));
      }),
      { numRuns: 60, seed: 2026 },
    );
  });

  it('with a keyword five hundred times is worth no more than with it once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CVS), fc.constantFrom(...KEYWORDS), ([, cv], keyword) => {
        const with_ = (count: number) =>
          scoresOf(featuresOfText(`${cv}\n\nSkills\n${Array<string>(count).fill(keyword).join(', ')}\n`));
        const once = with_(1);
        with_(500).forEach((score, index) => expect(score).toBeLessThanOrEqual(once[index] ?? 0));
      }),
      { numRuns: 30, seed: 2026 },
    );
  });

  it('with an advert copied below a heading of skills earns less than half of the marks for its wording', () => {
    const ofWording = (cv: string, requirement: Requirement) =>
      scoreMatch(featuresOfText(cv), requirement).categories.find(({ category }) => category === 'wording')
        ?.score ?? 0;
    fc.assert(
      fc.property(fc.constantFrom(...CVS), fc.constantFrom(...VACANCIES), ([, cv], vacancy) => {
        const requirement = requirementOf(understandVacancy(vacancy, taxonomy), {}, taxonomy);
        const lines = vacancy.split(/\n+/).map((line) => `- ${line}`);
        const pasted = `${cv.trimEnd()}\n\nSKILLS\n${lines.join('\n')}\n`;
        expect(ofWording(pasted, requirement) - ofWording(cv, requirement)).toBeLessThan(FULL / 2);
      }),
      { numRuns: 60, seed: 2026 },
    );
  });

  it('before the posts never hides what is told of a post', () => {
    const POSTS = CVS.flatMap(([, cv]) => {
      const profile = read(cv);
      const starts = profile.roles.map(({ span }) => span.start);
      return starts.length === 0 ? [] : [{ cv, profile, first: Math.min(...starts) }];
    });
    const PADDING = [
      (keyword: string) => `SKILLS\n${Array<string>(60).fill(keyword).join(', ')}`,
      (keyword: string) => Array<string>(60).fill(`I have never worked with ${keyword}.`).join('\n'),
    ];
    const inPosts = (profile: ReturnType<typeof read>, form: string) =>
      profile.mentions.filter(({ role, form: found }) => role !== null && found === form).length;
    fc.assert(
      fc.property(fc.constantFrom(...POSTS), fc.constantFrom(...PADDING), fc.nat(), (post, pad, pick) => {
        const told = post.profile.mentions.filter(
          ({ role, assertion }) => role !== null && assertion === 'has',
        );
        const form = told[pick % Math.max(1, told.length)]?.form;
        if (form === undefined) return;
        const line = post.cv.lastIndexOf('\n', post.first) + 1;
        const padded = read(
          `${post.cv.slice(0, line)}\n${pad(form)}\n\nEMPLOYMENT\n\n${post.cv.slice(line)}`,
        );
        expect(inPosts(padded, form)).toBeGreaterThanOrEqual(inPosts(post.profile, form));
      }),
      { numRuns: 60, seed: 2026 },
    );
  });
});
