import type { Features } from './features.js';
import { STAGES } from '../taxonomy/concept.js';
import { FULL } from './categories.js';
import type { Requirement } from './requirement.js';

/** What one kind of wish is worth, and the percent that remains when the post does not offer it: a wish is no refusal. */
const WISHES = {
  sector: { weight: 3, otherwise: 75 },
  stage: { weight: 2, otherwise: 80 },
  work: { weight: 2, otherwise: 85 },
  contract: { weight: 1, otherwise: 90 },
  // What somebody rules out in words is more than a wish for something else.
  refusal: { weight: 3, otherwise: 60 },
} as const;
export type WishName = keyof typeof WISHES;

/** Percent of a stage wish that the next stage to it still meets. */
const NEXT_STAGE = 95;

export interface WishTerm {
  readonly wish: WishName;
  /** Percent of the wish that the post meets. */
  readonly met: number;
}

/** What the person wants and the vacancy says something about; wishes it is silent on are left out. */
export function wishTerms({ wants }: Pick<Features, 'wants'>, requirement: Requirement): readonly WishTerm[] {
  const terms: WishTerm[] = [];
  const { sector, stage, contract, criteria } = requirement;
  if (wants.sectors.length > 0 && sector !== null) {
    terms.push({ wish: 'sector', met: wants.sectors.includes(sector) ? 100 : WISHES.sector.otherwise });
  }
  if (wants.stages.length > 0 && stage !== null) {
    const steps = Math.min(
      ...wants.stages.map((one) => Math.abs(STAGES.indexOf(one) - STAGES.indexOf(stage))),
    );
    terms.push({ wish: 'stage', met: steps === 0 ? 100 : steps === 1 ? NEXT_STAGE : WISHES.stage.otherwise });
  }
  if (wants.concepts.length > 0 && criteria.length > 0) {
    const offered = criteria.some(({ conceptId }) => wants.concepts.includes(conceptId));
    terms.push({ wish: 'work', met: offered ? 100 : WISHES.work.otherwise });
  }
  if (contract !== null && wants.refusedContracts?.includes(contract) === true) {
    terms.push({ wish: 'refusal', met: WISHES.refusal.otherwise });
  } else if (wants.contracts.length > 0 && contract !== null) {
    terms.push({
      wish: 'contract',
      met: wants.contracts.includes(contract) ? 100 : WISHES.contract.otherwise,
    });
  }
  return terms;
}

/** How much of what the person wants the post offers, 0–10,000; full when nothing is known to be wanted. */
export function reverseFitOf(terms: readonly WishTerm[]): number {
  if (terms.length === 0) return FULL;
  const weight = terms.reduce((sum, { wish }) => sum + WISHES[wish].weight, 0);
  const met = terms.reduce((sum, term) => sum + WISHES[term.wish].weight * term.met, 0);
  return Math.floor((met * FULL) / (weight * 100));
}

/**
 * Harmonic mean of the fit and of the part of it that is wanted: 2 · f · fr / (f + fr) = f · 2r / (1 + r). A post that
 * offers all that is wanted keeps the fit, one that offers little loses more than in proportion, and to say what one
 * wants never lifts anybody above those who say nothing.
 */
export function combine(fit: number, reverseFit: number): number {
  return reverseFit === FULL ? fit : Math.floor((fit * 2 * reverseFit) / (FULL + reverseFit));
}
