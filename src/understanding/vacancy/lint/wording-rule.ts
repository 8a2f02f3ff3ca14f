import type { FindingCode, FindingKind } from './finding.js';

/** Wording that is looked for sentence by sentence. */
export interface WordingRule {
  readonly code: FindingCode;
  readonly kind: FindingKind;
  readonly pattern: RegExp;
  /** Sentences with these words mean something else. */
  readonly unless?: RegExp;
  readonly why: string;
  readonly source: string;
  readonly suggestion: string;
}
