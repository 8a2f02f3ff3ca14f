import { SAME_NAME, nameSimilarity } from './name-similarity.js';

export const CONFIDENCES = ['strong', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const REASONS = [
  'same_hcpc_number',
  'same_email',
  'same_phone',
  'same_postcode',
  'same_name',
  'other_name',
  'other_hcpc_number',
] as const;
export type Reason = (typeof REASONS)[number];

/** What two records have in common, or not. */
export interface Pair {
  readonly sameHcpcNumber: boolean;
  /** Both give a number, and the numbers differ. */
  readonly otherHcpcNumber: boolean;
  readonly sameEmail: boolean;
  readonly samePhone: boolean;
  readonly samePostcode: boolean;
  readonly names: readonly [string, string] | null;
}

export interface Judgement {
  readonly confidence: Confidence;
  readonly reasons: readonly Reason[];
}

/**
 * How likely two records are one person, or null where nothing speaks for it. A registration number belongs to one person
 * (HCPC register), so it goes first, and two numbers speak against anything else; e-mail addresses and telephones are
 * shared in families; a name or a postcode alone says nothing.
 */
export function judgePair(pair: Pair): Judgement | null {
  const sameName = pair.names !== null && nameSimilarity(...pair.names) >= SAME_NAME;
  const confidence = confidenceOf(pair, sameName);
  if (confidence === null) return null;
  const speaks: Readonly<Record<Reason, boolean>> = {
    same_hcpc_number: pair.sameHcpcNumber,
    same_email: pair.sameEmail,
    same_phone: pair.samePhone,
    same_postcode: pair.samePostcode,
    same_name: sameName,
    other_name: pair.names !== null && !sameName,
    other_hcpc_number: pair.otherHcpcNumber,
  };
  return { confidence, reasons: REASONS.filter((reason) => speaks[reason]) };
}

function confidenceOf(pair: Pair, sameName: boolean): Confidence | null {
  const sameContact = pair.sameEmail || pair.samePhone;
  // A name changes, e.g. by marriage, and a digit is mistyped: the number alone is likely, not certain.
  if (pair.sameHcpcNumber) return sameName ? 'strong' : 'likely';
  if (pair.otherHcpcNumber) return sameContact && sameName ? 'possible' : null;
  if (sameContact) return sameName ? 'likely' : 'possible';
  return pair.samePostcode && sameName ? 'possible' : null;
}
