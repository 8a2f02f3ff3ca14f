import { spanOf, type PreparedText } from '../../prepare-text.js';
import { AGENCY_RULES } from './agency-rules.js';
import { EQUALITY_RULES } from './equality-rules.js';
import type { Finding } from './finding.js';
import { HEALTH_RULES } from './health-rules.js';
import type { WordingRule } from './wording-rule.js';

const RULES: readonly WordingRule[] = [...EQUALITY_RULES, ...HEALTH_RULES, ...AGENCY_RULES];

/** The sentence says that nobody is held to it, or speaks of everybody alike. */
const DISCLAIMED =
  /\b(regardless of|irrespective of|whatever (your|their)|no (upper )?age limit|do(es)? not (discriminate|ask|need|require|want)|don't (discriminate|ask|need|require|want|mind)|never ask|you (do not|don't) have to|is not (needed|required|necessary)|isn't (needed|required)|protected characteristics)\b/i;

/** Every place where the advert's wording is unlawful or unwise, in order of place. */
export function lintWording(prepared: PreparedText): readonly Finding[] {
  return prepared.sentences.flatMap(({ start, end }) => {
    const words = prepared.text.slice(start, end);
    if (DISCLAIMED.test(words)) return [];
    return RULES.flatMap(({ pattern, unless, ...rule }): Finding[] => {
      const match = pattern.exec(words);
      if (match === null || unless?.test(words) === true) return [];
      const at = start + match.index;
      const { code, kind, why, source, suggestion } = rule;
      return [
        {
          code,
          kind,
          span: spanOf(prepared, { start: at, end: at + match[0].length }),
          why,
          source,
          suggestion,
        },
      ];
    }).sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  });
}
