import { STAGES, type ConceptId, type ConceptKind, type Sector, type Stage } from '../taxonomy/concept.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import type { Contract, Profile, RegistrationState } from '../understanding/profile.js';
import { rankRoles } from './rank-roles.js';
import { strengthsOf } from './strengths.js';

export type DriverState = 'yes' | 'no' | 'not_evidenced';

/**
 * All of a profile that scoring reads: whole numbers only, so that sums are exact and equal on every machine.
 * Name, age, dates, gaps, schools and everything else of that kind are not in it.
 */
export interface Features {
  /** Strength of evidence per concept, 0–100. Only concepts that the person `has`. */
  readonly strengths: Readonly<Record<ConceptId, number>>;
  /** Whole percentages over the five stages, sharpened; all 0 when no stage was read. */
  readonly stage: Readonly<Record<Stage, number>>;
  readonly occupationalTherapy: boolean;
  readonly registration: RegistrationState;
  readonly driver: DriverState;
  /** Strength of experience per sector, 0–100. */
  readonly sectors: Readonly<Partial<Record<Sector, number>>>;
  /** Sorted unique stems of the statements that speak for the person. */
  readonly stems: readonly string[];
  /** Likewise the stems that a list of skills alone holds, none of `stems`. Absent in features stored before `rules-4`. */
  readonly listedStems?: readonly string[];
  readonly wants: {
    readonly concepts: readonly ConceptId[];
    readonly sectors: readonly Sector[];
    readonly stages: readonly Stage[];
    readonly contracts: readonly Contract[];
    /** Absent where none is refused, and in features stored before `rules-5`. */
    readonly refusedContracts?: readonly Contract[];
  };
}

const DRIVING: ConceptId = 'reg.driving';

/** Kinds of concept that a post can offer. A course or a title that somebody hopes for is no wish about the work. */
const WORK: ReadonlySet<ConceptKind> = new Set(['duty', 'specialism', 'setting', 'assessment']);

export function isWork(conceptId: ConceptId, taxonomy: Taxonomy): boolean {
  const kind = taxonomy.concepts.get(conceptId)?.kind;
  return kind !== undefined && WORK.has(kind);
}

/** What scoring reads of a profile. Depends on nothing but its arguments, and on no clock. */
export function featuresOf(profile: Profile, taxonomy: Taxonomy): Features {
  const wanted = profile.mentions.filter(
    ({ assertion, conceptId }) => assertion === 'wants' && isWork(conceptId, taxonomy),
  );
  return {
    strengths: strengthsOf(profile, taxonomy),
    stage: sharpened(profile.stage.distribution),
    occupationalTherapy: profile.profession.name === 'occupational_therapy',
    registration: profile.registration.state,
    driver: driverState(profile),
    sectors: sectorStrengths(profile),
    ...stemsOf(profile),
    wants: {
      concepts: [...new Set(wanted.map(({ conceptId }) => conceptId))].sort(),
      sectors: profile.wishes.sectors,
      stages: profile.wishes.stages,
      contracts: profile.wishes.contracts,
      ...(profile.wishes.refused === undefined ? {} : { refusedContracts: profile.wishes.refused.contracts }),
    },
  };
}

function stemsOf({ statements, sections }: Profile): Required<Pick<Features, 'stems' | 'listedStems'>> {
  const told = new Set<string>();
  const listed = new Set<string>();
  for (const { span, stems, role } of statements) {
    const section = sections.find(({ span: { start, end } }) => span.start >= start && span.start < end);
    const target = role === null && section?.kind === 'skills' ? listed : told;
    for (const stem of stems) target.add(stem);
  }
  return { stems: [...told].sort(), listedStems: [...listed].filter((stem) => !told.has(stem)).sort() };
}

/**
 * Shares squared and brought back to percentages. A stage told by title and duties comes with more doubt than one told by
 * a band; people who work where there are no bands must not lose points to those who work where there are.
 */
function sharpened(distribution: Readonly<Record<Stage, number>>): Record<Stage, number> {
  const squares = STAGES.map((stage) => distribution[stage] ** 2);
  const total = squares.reduce((sum, square) => sum + square, 0);
  return Object.fromEntries(
    STAGES.map((stage, i) => [stage, total === 0 ? 0 : Math.round((100 * (squares[i] ?? 0)) / total)]),
  ) as Record<Stage, number>;
}

function driverState(profile: Profile): DriverState {
  const named = profile.mentions.filter(({ conceptId }) => conceptId === DRIVING);
  if (named.some(({ assertion }) => assertion === 'has')) return 'yes';
  return named.some(({ assertion }) => assertion === 'negated') ? 'no' : 'not_evidenced';
}

/** By the order of the posts and never by the calendar: the post held now or last counts most. */
const SECTOR_BY_ORDER = [100, 85, 75, 65] as const;
/** A spell outside occupational therapy, or one as a student or volunteer, shows the sector but not the work. */
const SECTOR_ASIDE = 40;

function sectorStrengths(profile: Profile): Partial<Record<Sector, number>> {
  const strengths: Partial<Record<Sector, number>> = {};
  const order = rankRoles(profile.roles);
  profile.roles.forEach(({ sector, kind, occupationalTherapy }, index) => {
    if (sector === null) return;
    const held = kind === 'employment' && occupationalTherapy;
    const strength = held ? (SECTOR_BY_ORDER[order[index] ?? 0] ?? SECTOR_BY_ORDER[3]) : SECTOR_ASIDE;
    strengths[sector] = Math.max(strengths[sector] ?? 0, strength);
  });
  for (const { sector } of profile.sectors) strengths[sector] ??= SECTOR_BY_ORDER[3];
  return strengths;
}
