import type { TextMention } from '../../cvs/view-cv-text.js';
import type { Evidence, Explanation } from '../../matches/show-evidence.js';

/** Evidence first, so that its own words are marked where several mentions overlap. */
export function evidenceOf({ terms, gates, wishes }: Explanation): TextMention[] {
  const done = [...terms, ...gates].flatMap((term) => [
    ...(term.evidence
      ? [{ evidence: term.evidence, label: 'criterion' in term ? term.criterion : term.words }]
      : []),
  ]);
  const wanted = wishes.flatMap(({ evidence, wish }) => (evidence ? [{ evidence, label: wish }] : []));
  const mentionOf = (assertion: TextMention['assertion']) => (found: (typeof done)[number]) => ({
    start: tellingStart(found.evidence),
    end: tellingStart(found.evidence) + tellingLength(found.evidence),
    assertion,
    label: found.label,
  });
  return [...done.map(mentionOf('has')), ...wanted.map(mentionOf('wants'))];
}

/** Where the telling words of a quote begin in the CV. */
export function tellingStart({ start, highlight }: Evidence): number {
  return start + (highlight?.start ?? 0);
}

function tellingLength({ text, highlight }: Evidence): number {
  return highlight ? highlight.end - highlight.start : text.length;
}

/** Terms by category in the order of the categories, shown ones first. */
export function groupsOf({ categories, terms }: Explanation): object[] {
  return categories.map((category) => {
    const all = terms.filter((term) => term.category === category.category);
    return {
      ...category,
      shown: all
        .filter(({ evidence, points }) => evidence !== null || points > 0)
        .sort((a, b) => b.points - a.points),
      notShown: all.filter(({ evidence, points }) => evidence === null && points === 0),
    };
  });
}
