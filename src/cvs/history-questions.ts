import type { Profile, Role, YearMonth } from '../understanding/profile.js';

/** A question for the compliance file, in plain words. Never part of a score: see `historyQuestions`. */
export interface HistoryQuestion {
  readonly kind: 'gap' | 'overlap' | 'undated';
  readonly from: YearMonth | null;
  readonly to: YearMonth | 'present' | null;
  readonly question: string;
}

/** Fewer whole months between two posts are notice and holidays. */
const LEAST_GAP = 2;
/** Fewer months side by side are a handover. */
const LEAST_OVERLAP = 2;
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

interface Spell {
  readonly role: Role;
  readonly name: string;
  /** Months since year 0; the first that may be meant by a bare year, and the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * What an employment history leaves open: months without a post, posts side by side, posts without dates. NHS employers
 * ask for a full history with its gaps explained (NHS Employers, employment history and reference checks standard).
 *
 * It is made from the roles when somebody of the staff looks at a CV, and stored nowhere. Gaps must not touch a score
 * (they stand for maternity, illness and caring; Equality Act 2010, ss. 13–19), so it lives above matching, which may
 * import nothing from here.
 */
export function historyQuestions(
  { roles }: Pick<Profile, 'roles'>,
  text: string,
): readonly HistoryQuestion[] {
  const held = roles.filter(({ kind }) => kind !== 'placement');
  const spells = held.flatMap((role) => spellOf(role, text)).sort((a, b) => a.from - b.from || a.to - b.to);
  return [
    ...gaps(spells),
    ...overlaps(spells),
    ...held
      .filter(({ from }) => from === null)
      .map((role): HistoryQuestion => ({
        kind: 'undated',
        from: null,
        to: null,
        question: `From when until when were you ${nameOf(role, text)}?`,
      })),
  ];
}

function gaps(spells: readonly Spell[]): readonly HistoryQuestion[] {
  const questions: HistoryQuestion[] = [];
  let reached = -Infinity;
  for (const { from, to } of spells) {
    const missing = from - reached - 1;
    if (reached > 0 && missing >= LEAST_GAP) {
      const [first, last] = [monthOf(reached + 1), monthOf(from - 1)];
      questions.push({
        kind: 'gap',
        from: first,
        to: last,
        question: `Your history says nothing about ${said(first)} to ${said(last)}. What may we write in the file for that time?`,
      });
    }
    reached = Math.max(reached, to);
  }
  return questions;
}

function overlaps(spells: readonly Spell[]): readonly HistoryQuestion[] {
  return spells.flatMap((one, index) =>
    spells.slice(index + 1).flatMap((other): HistoryQuestion[] => {
      // A bare year may mean any of its months, so only what must have been side by side counts.
      const first = Math.max(latestStart(one), latestStart(other));
      const last = Math.min(earliestEnd(one), earliestEnd(other));
      if (last - first + 1 < LEAST_OVERLAP) return [];
      const ongoing = one.role.to === 'present' && other.role.to === 'present';
      const from = monthOf(first);
      const to = ongoing ? 'present' : monthOf(last);
      return [
        {
          kind: 'overlap',
          from,
          to,
          question: `You were ${one.name} and ${other.name} at once from ${said(from)}${to === 'present' ? ' on' : ` to ${said(to)}`}. How were the hours shared?`,
        },
      ];
    }),
  );
}

/** Far behind any date that a CV can hold: a post still held has no last month, and no clock is read. */
const OPEN_END = 9_999 * 12;

function spellOf(role: Role, text: string): readonly Spell[] {
  const { from, to } = role;
  if (from === null) return [];
  const end = to === 'present' ? OPEN_END : to === null ? null : to.year * 12 + (to.month ?? 12) - 1;
  if (end === null) return [];
  return [{ role, name: nameOf(role, text), from: from.year * 12 + (from.month ?? 1) - 1, to: end }];
}

function latestStart({ role: { from } }: Spell): number {
  return from === null ? OPEN_END : from.year * 12 + (from.month ?? 12) - 1;
}

function earliestEnd({ role: { to }, to: last }: Spell): number {
  return to === null || to === 'present' ? last : to.year * 12 + (to.month ?? 1) - 1;
}

function monthOf(months: number): YearMonth {
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

function said({ year, month }: YearMonth): string {
  return `${MONTHS[(month ?? 1) - 1]} ${year}`;
}

function nameOf({ title, employer }: Role, text: string): string {
  const words = [title, employer].flatMap((span) =>
    span === null ? [] : [text.slice(span.start, span.end).trim()],
  );
  return words.length === 0 ? 'in the post that your CV names' : words.join(' at ');
}
