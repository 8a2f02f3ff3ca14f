import type { Statement } from '../understanding/profile.js';
import { evidenceAt, type Evidence } from './evidence.js';
import type { ExplanationInput, OpenTerm } from './explanation.js';
import { worthOfStems } from './score.js';

/**
 * One term per requirement sentence: the weight of its words that the CV's statements hold, with the statements that hold
 * them all, those with most first. A word that several sentences use belongs to the first of them.
 */
export function explainWording(input: ExplanationInput): readonly OpenTerm[] {
  const { features, requirement, reading, vacancyText } = input;
  const weights = new Map(requirement.wording.map(({ stem, weight }) => [stem, weight]));
  const worth = worthOfStems(features);
  const taken = new Set<string>();
  return reading.requirements.flatMap(({ span, stems }) => {
    const own = stems.filter((stem) => (weights.get(stem) ?? 0) > 0 && !taken.has(stem));
    own.forEach((stem) => taken.add(stem));
    const weight = weightOf(own, weights);
    if (weight === 0) return [];
    const found = own.filter((stem) => worth.has(stem));
    const part = found.reduce((sum, stem) => sum + (weights.get(stem) ?? 0) * (worth.get(stem) ?? 0), 0);
    const [evidence, ...also] = statementsWith(found, weights, input);
    return [
      {
        criterion: 'Words of the advert that the CV shares',
        conceptId: null,
        weight,
        strength: Math.floor(part / weight),
        part,
        asked: { ...span, quote: vacancyText.slice(span.start, span.end) },
        evidence: evidence ?? null,
        also,
      },
    ];
  });
}

/** Statements that together hold all of the stems: time and again the one that adds most weight, the first of equals. */
function statementsWith(
  stems: readonly string[],
  weights: ReadonlyMap<string, number>,
  { profile, cvText }: ExplanationInput,
): readonly Evidence[] {
  const quoted: Evidence[] = [];
  let open = stems;
  while (open.length > 0) {
    let best: { readonly statement: Statement; readonly held: number } | null = null;
    for (const statement of profile.statements) {
      const held = weightOf(
        open.filter((stem) => statement.stems.includes(stem)),
        weights,
      );
      if (held > (best?.held ?? 0)) best = { statement, held };
    }
    if (best === null) break;
    const { span, role, stems: held } = best.statement;
    quoted.push(evidenceAt(span, cvText, { role: role === null ? undefined : profile.roles[role] }));
    open = open.filter((stem) => !held.includes(stem));
  }
  return quoted;
}

function weightOf(stems: readonly string[], weights: ReadonlyMap<string, number>): number {
  return stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0);
}
