import type { Mention, Span } from '../../src/understanding/profile.js';
import type { CvTruth } from './evaluation-set.js';

/** A piece of CV text that the program reports as evidence: the place, and the words it says stand there. */
export interface ReportedSpan {
  readonly span: Span;
  readonly quote: string;
}

export interface EvidenceFigures {
  /** Share of the labelled quotes that overlap a mention. */
  readonly recall: number;
  /** Of those, the share with a mention of the labelled assertion. */
  readonly assertion: number;
  /** Share of all reported spans whose quote is the text at that place. */
  readonly spansExact: number;
}

export interface EvidenceCase {
  readonly text: string;
  readonly labels: CvTruth['evidence'];
  readonly mentions: readonly Mention[];
  readonly reported: readonly ReportedSpan[];
}

export function measureEvidence(cases: readonly EvidenceCase[]): EvidenceFigures {
  let labelled = 0;
  let found = 0;
  let agreed = 0;
  let reported = 0;
  let exact = 0;
  for (const { text, labels, mentions, reported: spans } of cases) {
    for (const label of labels) {
      const overlapping = overlappingMentions(text, label.quote, mentions);
      labelled += 1;
      if (overlapping.length > 0) found += 1;
      if (overlapping.some((mention) => inLabelTerms(mention) === label.assertion)) agreed += 1;
    }
    reported += spans.length;
    exact += spans.filter((span) => quotesExactly(text, span)).length;
  }
  return {
    recall: found / Math.max(1, labelled),
    assertion: agreed / Math.max(1, found),
    spansExact: reported === 0 ? 1 : exact / reported,
  };
}

/** A quote may stand more than once in the CV; any of its places counts. */
function overlappingMentions(text: string, quote: string, mentions: readonly Mention[]): Mention[] {
  const places: Span[] = [];
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    places.push({ start: at, end: at + quote.length });
  }
  return mentions.filter((mention) =>
    places.some((place) => mention.span.start < place.end && place.start < mention.span.end),
  );
}

/** The labels know no `supervised`: that somebody is supervised is labelled as something the person has. */
function inLabelTerms(mention: Mention): string {
  return mention.assertion === 'supervised' ? 'has' : mention.assertion;
}

function quotesExactly(text: string, { span, quote }: ReportedSpan): boolean {
  return span.start < span.end && span.end <= text.length && text.slice(span.start, span.end) === quote;
}
