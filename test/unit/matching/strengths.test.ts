import { describe, expect, it } from 'vitest';
import { rankRoles } from '../../../src/matching/rank-roles.js';
import { strengthsOf } from '../../../src/matching/strengths.js';
import type { Assertion, Mention, Profile, Role, SectionKind } from '../../../src/understanding/profile.js';
import { profileOf, taxonomy } from './people.js';

const span = { start: 0, end: 10 };
const role = (from: number, to: number | 'present', more: Partial<Role> = {}): Role => ({
  kind: 'employment',
  span,
  title: null,
  employer: null,
  sector: null,
  from: { year: from, month: null },
  to: to === 'present' ? to : { year: to, month: null },
  band: null,
  grade: null,
  stage: null,
  occupationalTherapy: true,
  ...more,
});

const mention = (
  conceptId: string,
  at: { role?: number; section?: SectionKind; assertion?: Assertion; sentence?: number },
): Mention => ({
  conceptId,
  span,
  form: 'x',
  assertion: at.assertion ?? 'has',
  section: at.section ?? 'experience',
  role: at.role ?? null,
  sentence: { start: at.sentence ?? 0, end: 900 },
});

const empty = profileOf('');
const strengths = (
  roles: readonly Role[],
  mentions: readonly Mention[],
  statements: Profile['statements'] = [],
) => {
  const profile: Profile = { ...empty, roles, mentions, statements };
  return strengthsOf(profile, taxonomy);
};
const ROLES = [role(2021, 'present'), role(2018, 2021), role(2015, 2018), role(2012, 2015), role(2008, 2012)];

describe('the order of posts', () => {
  it('is by end and beginning, whatever the order on the page', () => {
    expect(rankRoles(ROLES)).toEqual([0, 1, 2, 3, 4]);
    expect(rankRoles([...ROLES].reverse())).toEqual([4, 3, 2, 1, 0]);
  });

  it('puts posts held side by side now in one place, and work of another kind last', () => {
    expect(rankRoles([role(2022, 'present'), role(2021, 'present'), role(2015, 2020)])).toEqual([0, 0, 2]);
    expect(rankRoles([role(2022, 'present', { occupationalTherapy: false }), role(2015, 2020)])).toEqual([
      1, 0,
    ]);
  });

  it('is the same for a history with a pause in it and moved to other years', () => {
    const paused = [role(2011, 'present'), role(2004, 2006), role(1999, 2003)];
    expect(rankRoles(paused)).toEqual([0, 1, 2]);
  });
});

describe('strength of evidence', () => {
  it('falls with the place of the post in time', () => {
    const at = (index: number) =>
      strengths(ROLES, [mention('spec.stroke', { role: index })])['spec.stroke'] ?? 0;
    const inOrder = [at(0), at(1), at(2), at(3)];
    expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a));
    expect(new Set(inOrder).size).toBe(4);
    expect(at(4)).toBe(at(3));
  });

  it('is less on a placement, as a volunteer and in work of another kind than in a post', () => {
    const roles = [
      role(2008, 2012),
      role(2007, 2007, { kind: 'placement' }),
      role(2006, 2006, { kind: 'voluntary' }),
      role(2005, 2006, { occupationalTherapy: false }),
    ];
    const at = (index: number) =>
      strengths(roles, [mention('spec.stroke', { role: index })])['spec.stroke'] ?? 0;
    for (const other of [1, 2, 3]) expect(at(other)).toBeLessThan(at(0));
  });

  it('is nothing for what is wanted, denied or another person’s, and little for what was watched', () => {
    const as = (assertion: Assertion) =>
      strengths(ROLES, [mention('duty.splinting', { role: 0, assertion })])['duty.splinting'] ?? 0;
    expect([as('wants'), as('negated'), as('other_person')]).toEqual([0, 0, 0]);
    expect(as('observed')).toBeGreaterThan(0);
    expect(as('observed')).toBeLessThan(as('supervised'));
    expect(as('supervised')).toBeLessThan(as('has'));
  });

  it('is nothing in supervising for somebody who was supervised', () => {
    const mentions = [mention('duty.supervise_junior', { role: 0, assertion: 'supervised' })];
    expect(strengths(ROLES, mentions)).toEqual({});
  });

  const told = (concept: string, sentences: readonly string[]) =>
    strengths(
      ROLES,
      sentences.map((_, i) => mention(concept, { role: 0, sentence: i })),
      sentences.map((words, i) => ({ span: { start: i, end: i + 1 }, stems: words.split(' '), role: 0 })),
    )[concept] ?? 0;
  const different = (count: number) => Array.from({ length: count }, (_, i) => `assess stroke ${i}`);

  it('grows a little with further posts and sentences and then no more', () => {
    expect(told('duty.splinting', different(2))).toBeGreaterThan(told('duty.splinting', different(1)));
    expect(told('duty.splinting', different(500))).toBe(told('duty.splinting', different(4)));
    expect(told('duty.splinting', different(500))).toBeLessThanOrEqual(100);
  });

  it('does not grow by saying the same again', () => {
    for (const concept of ['spec.stroke', 'duty.splinting']) {
      expect(told(concept, new Array<string>(500).fill('assess stroke ward'))).toBe(
        told(concept, ['assess stroke ward']),
      );
    }
  });

  it('is that of the field of a post only where the post is headed by it or comes back to it', () => {
    const [passing, again, often] = [1, 2, 3].map((count) => told('spec.stroke', different(count)));
    expect(passing).toBeLessThan((again ?? 0) - 10);
    expect(again).toBeLessThan((often ?? 0) - 10);
    const heading = role(2021, 'present', { title: { start: 0, end: 10 } });
    expect(strengths([heading], [mention('spec.stroke', { role: 0 })])['spec.stroke']).toBe(90);
  });

  it('does not grow with repetition in a list of skills', () => {
    const listed = (count: number) =>
      strengths(
        [],
        Array.from({ length: count }, (_, i) => mention('spec.stroke', { section: 'skills', sentence: i })),
      );
    expect(listed(300)).toEqual(listed(1));
  });

  it('takes a certificate at its word wherever it is listed', () => {
    const [listed, studied] = ['qual.trusted_assessor', 'spec.stroke'].map(
      (id) => strengths([], [mention(id, { section: 'training' })])[id] ?? 0,
    );
    expect(listed).toBeGreaterThan(studied ?? 0);
  });
});
