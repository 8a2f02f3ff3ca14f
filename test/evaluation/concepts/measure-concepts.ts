import type { ConceptId } from '../../../src/taxonomy/concept.js';
import type { Assertion, Mention } from '../../../src/understanding/profile.js';
import type { AssertedSentence, LabelledCv, LabelledSentence } from './read-labels.js';
import { shareOf, type Share } from './wilson.js';

export interface CvConcepts {
  readonly name: string;
  /** Read as the person's own though no reader said so. */
  readonly wrong: readonly ConceptId[];
  readonly missed: readonly ConceptId[];
  /** Of the wrong ones, those that the CV names as wished for, denied, watched or another's. */
  readonly taken: readonly ConceptId[];
}

export interface ConceptFigures {
  readonly precision: Share;
  readonly recall: Share;
  readonly cvs: readonly CvConcepts[];
}

export interface SentenceFigures {
  /** Sentences in which the concept that they are about is found, by sector and by part. */
  readonly found: Readonly<Record<string, { readonly open: Share; readonly closed: Share }>>;
  /** Sentences of other lives that are left alone. */
  readonly leftAlone: { readonly open: Share; readonly closed: Share };
  /** Open sentences read wrongly; the closed ones are not shown. */
  readonly wrong: readonly LabelledSentence[];
}

const JUDGED = /^(?:duty|qual|reg|spec|assess)\./;

/**
 * Compares the concepts that CVs are read to show with those that a reader labelled. Terms of work, titles and personal
 * qualities are not judged.
 */
export function measureConcepts(
  labelled: readonly LabelledCv[],
  mentionsOf: (text: string) => readonly Mention[],
): ConceptFigures {
  let right = 0;
  let told = 0;
  let due = 0;
  const cvs = labelled.map(({ name, text, has, arguable, absent }) => {
    const read = shownConcepts(mentionsOf(text));
    const wrong = [...read].filter((id) => !has.has(id) && !arguable.has(id)).sort();
    const missed = [...has].filter((id) => JUDGED.test(id) && !read.has(id)).sort();
    const found = [...read].filter((id) => has.has(id)).length;
    right += found;
    told += found + wrong.length;
    due += found + missed.length;
    return { name, wrong, missed, taken: wrong.filter((id) => absent.has(id)) };
  });
  return { precision: shareOf(right, told), recall: shareOf(right, due), cvs };
}

function shownConcepts(mentions: readonly Mention[]): ReadonlySet<ConceptId> {
  return new Set(
    mentions
      .filter(({ assertion }) => assertion === 'has' || assertion === 'supervised')
      .map(({ conceptId }) => conceptId)
      .filter((id) => JUDGED.test(id)),
  );
}

/** Looks in every sentence, read by itself, for the concept that it is about. */
export function measureSentences(
  sentences: readonly LabelledSentence[],
  conceptsIn: (sentence: string) => ReadonlySet<ConceptId>,
): SentenceFigures {
  const judged = sentences.map((each) => ({
    ...each,
    right: conceptsIn(each.sentence).has(each.conceptId) === each.expected,
  }));
  const part = (rows: typeof judged) => ({
    open: shareOf(count(rows, true, true), count(rows, true, null)),
    closed: shareOf(count(rows, false, true), count(rows, false, null)),
  });
  const told = judged.filter(({ expected }) => expected);
  const sectors = [...new Set(told.map(({ sector }) => sector))];
  return {
    found: Object.fromEntries([
      ...sectors.map((sector) => [sector, part(told.filter((row) => row.sector === sector))] as const),
      ['all', part(told)] as const,
    ]),
    leftAlone: part(judged.filter(({ expected }) => !expected)),
    wrong: judged.filter(({ open, right }) => open && !right),
  };
}

function count(
  rows: readonly { readonly open: boolean; readonly right: boolean }[],
  open: boolean,
  right: boolean | null,
): number {
  return rows.filter((row) => row.open === open && (right === null || row.right === right)).length;
}

export interface AssertionFigures {
  /** Sentences in which the concept is found at all, and those in which it is found with the labelled assertion. */
  readonly found: { readonly open: Share; readonly closed: Share };
  readonly right: { readonly open: Share; readonly closed: Share };
  /** Open sentences read wrongly, with what was read of the concept; the closed ones are not shown. */
  readonly wrong: readonly (AssertedSentence & { readonly read: readonly Assertion[] })[];
}

/** Looks in every sentence, as one of a CV, for the concept that it is about and for what it says of it. */
export function measureAssertions(
  sentences: readonly AssertedSentence[],
  assertionsIn: (sentence: string, conceptId: ConceptId) => readonly Assertion[],
): AssertionFigures {
  const judged = sentences.map((each) => {
    const read = assertionsIn(each.sentence, each.conceptId);
    return { ...each, read, found: read.length > 0, right: read.includes(each.assertion) };
  });
  const share = (open: boolean, which: 'found' | 'right') => {
    const rows = judged.filter((row) => row.open === open);
    return shareOf(rows.filter((row) => row[which]).length, rows.length);
  };
  const parts = (which: 'found' | 'right') => ({ open: share(true, which), closed: share(false, which) });
  return {
    found: parts('found'),
    right: parts('right'),
    wrong: judged.filter(({ open, right }) => open && !right),
  };
}
