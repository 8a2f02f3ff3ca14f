import { EXTRACTOR_VERSION } from './documents/reading.js';
import { RULES_VERSION } from './matching/requirement.js';
import type { Taxonomy } from './taxonomy/load-taxonomy.js';
import { UNDERSTANDING_VERSION } from './understanding/profile.js';

/** Together with the bytes of a CV and the text of a vacancy these decide a score; all four are stored with it. */
export interface Versions {
  readonly extractor: string;
  readonly taxonomy: string;
  readonly understanding: string;
  readonly rules: string;
}

export function versions(taxonomy: Taxonomy): Versions {
  return {
    extractor: EXTRACTOR_VERSION,
    taxonomy: taxonomy.version,
    understanding: UNDERSTANDING_VERSION,
    rules: RULES_VERSION,
  };
}

/** The four versions as one string; equal exactly when all four are. */
export function versionKey({ extractor, taxonomy, understanding, rules }: Versions): string {
  return [extractor, taxonomy, understanding, rules].join('+');
}
