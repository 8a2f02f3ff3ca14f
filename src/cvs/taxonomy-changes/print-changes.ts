import type { TaxonomyChanges } from '../../taxonomy/compare-taxonomies.js';
import type { ProfileChange } from './compare-profiles.js';

export interface ChangesReport {
  readonly taxonomy: TaxonomyChanges;
  /** How many CVs were read. */
  readonly cvs: number;
  readonly profiles: readonly ProfileChange[];
}

/** The report for people. */
export function printChanges({ taxonomy, cvs, profiles }: ChangesReport): string {
  const { from, to, added, removed, changed } = taxonomy;
  return [
    from === to ? `The taxonomy is the same: ${to}` : `${from} → ${to}`,
    ...added.map((id) => `+ ${id}`),
    ...removed.map((id) => `- ${id}`),
    ...changed.flatMap((change) => [
      `~ ${change.conceptId}${change.fields.length === 0 ? '' : ` (${change.fields.join(', ')})`}`,
      ...change.added.map((wording) => `    + ${wording}`),
      ...change.removed.map((wording) => `    - ${wording}`),
    ]),
    '',
    `Profiles that change: ${profiles.length} of ${cvs}`,
    ...profiles.flatMap(({ cv, stage, gained, lost }) => [
      `  ${cv}${stage === null ? '' : `  stage ${stage.from ?? 'none'} → ${stage.to ?? 'none'}`}`,
      ...(gained.length === 0 ? [] : [`    + ${gained.join(', ')}`]),
      ...(lost.length === 0 ? [] : [`    - ${lost.join(', ')}`]),
    ]),
  ].join('\n');
}
