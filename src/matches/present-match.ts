import type { z } from 'zod';
import { quoteOf } from '../cvs/quote.js';
import type { PageSpan } from '../documents/reading.js';
import type { Evidence } from '../matching/evidence.js';
import type { Explanation, Term } from '../matching/explanation.js';
import type { matchExplanation, vacancyMatches } from './schema.js';

type Item = z.input<typeof vacancyMatches>['items'][number];
type Explained = z.input<typeof matchExplanation>;

/** Where a CV's words stand. */
export interface CvPlace {
  readonly text: string;
  readonly pages: readonly PageSpan[];
}

const TOP_EVIDENCE = 3;

/** The id's last characters are random, so they tell people apart and say nothing about them. */
export function maskCandidate(id: string): Item['candidate'] {
  return { id, reference: `C-${id.slice(-6).toUpperCase()}` };
}

/** What a list shows of an explanation. */
export function presentTop(
  explanation: Explanation,
  cv: CvPlace,
): Pick<Item, 'categories' | 'gates' | 'evidence' | 'openQuestions'> {
  return {
    categories: presentCategories(explanation),
    gates: explanation.gates.map(presentGate),
    evidence: topTerms(explanation.terms).map(({ criterion, points, evidence }) => ({
      criterion,
      points,
      quote: presentEvidence(evidence, cv),
    })),
    openQuestions: explanation.questions.length,
  };
}

/** The heaviest terms, each with words of its own: the same sentence three times would show one thing. */
function topTerms(terms: readonly Term[]): (Term & { readonly evidence: Evidence })[] {
  const seen = new Set<string>();
  const top: (Term & { readonly evidence: Evidence })[] = [];
  for (const term of [...terms].sort((a, b) => b.points - a.points)) {
    const { evidence } = term;
    if (!evidence || seen.has(evidence.quote)) continue;
    seen.add(evidence.quote);
    top.push({ ...term, evidence });
    if (top.length === TOP_EVIDENCE) break;
  }
  return top;
}

/** The whole of an explanation. */
export function presentExplanation(
  explanation: Explanation,
  cv: CvPlace,
  vacancyText: string,
): Pick<Explained, 'categories' | 'terms' | 'gates' | 'combination' | 'wishes' | 'dropped' | 'questions'> {
  const quoted = (evidence: Evidence | null) => evidence && presentEvidence(evidence, cv);
  return {
    categories: presentCategories(explanation),
    terms: explanation.terms.map(({ asked, evidence, also, ...term }) => ({
      ...term,
      asked: asked && quoteOf(vacancyText, asked),
      evidence: quoted(evidence),
      also: also.map((one) => presentEvidence(one, cv)),
    })),
    gates: explanation.gates.map((gate) => ({
      ...presentGate(gate),
      points: gate.points,
      evidence: quoted(gate.evidence),
    })),
    combination: { ...explanation.combination },
    wishes: explanation.wishes.map(({ wish, met, words, evidence }) => ({
      wish,
      met,
      words,
      evidence: quoted(evidence),
    })),
    dropped: [...explanation.dropped],
    questions: explanation.questions.map((question) => ({ ...question })),
  };
}

function presentCategories({ score }: Explanation): Explained['categories'] {
  return score.categories.map((category) => ({ ...category }));
}

function presentGate({ gate, state, legal, words }: Explanation['gates'][number]): Item['gates'][number] {
  return { gate, state, legal, words };
}

function presentEvidence(evidence: Evidence, { text, pages }: CvPlace): Item['evidence'][number]['quote'] {
  const { span, highlight, section, role } = evidence;
  return { ...quoteOf(text, span, pages, highlight), section, role: role && { ...role } };
}
