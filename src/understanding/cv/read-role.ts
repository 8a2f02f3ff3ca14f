import type { Sector, Stage } from '../../taxonomy/concept.js';
import type { ConceptHit } from '../find-concepts.js';
import type { PreparedText } from '../prepare-text.js';
import type { YearMonth } from '../profile.js';
import { stageOfBand } from '../stage-ladders.js';
import { stageOfGrade } from './bands.js';
import { employerOf } from './employer-of-post.js';
import { sectorOf } from './employer-sector.js';
import type { TitleReading } from './job-titles.js';
import { isAbroad } from './overseas.js';
import type { RoleHeader } from './role-header.js';
import { levelOf } from './role-level.js';
import { namesTitle, segmentAt, titleIn } from './role-words.js';
import { isOfHealthService, namedSector } from './sector-of-post.js';
import { movedBy, type TextRange } from '../text-range.js';

/** A spell of the person's history in offsets of the prepared text; see `Role` for the meaning of the fields. */
export interface TextRole extends TextRange {
  readonly header: TextRange;
  readonly kind: 'employment' | 'placement' | 'voluntary';
  readonly title: TextRange | null;
  readonly employer: TextRange | null;
  readonly sector: Sector | null;
  /** Its employer is named with a place abroad. */
  readonly abroad: boolean;
  readonly from: YearMonth | null;
  readonly to: YearMonth | 'present' | null;
  readonly band: (TextRange & { readonly value: string }) | null;
  readonly grade: (TextRange & { readonly value: string }) | null;
  readonly titleReading: TitleReading | null;
  readonly stage: Stage | null;
  /** Concept of the other profession that the header names, e.g. `profession.nurse`, or null. */
  readonly profession: string | null;
  /** Names some job in words that are none of occupational therapy's. */
  readonly otherTitle: boolean;
  readonly occupationalTherapy: boolean;
  /** Stood in for somebody, or held the post for a time only. */
  readonly acting: boolean;
  /** Shifts beside another post. */
  readonly bank: boolean;
}

const PUBLIC: ReadonlySet<Sector> = new Set(['nhs', 'local_authority']);
const BANK =
  /\bbank\b(?! holiday)|\bad[\s-]hoc\b|\bzero[\s-]hours?\b|\boccasional\b|\bweekends? (?:only|shifts?)\b/i;
const VOLUNTARY = /\b(?:volunteer(?:ed|ing)?|voluntary|unpaid)\b/i;
const PLACEMENT = /\bplacements?\b|\bas a student\b|\bstudent (?:occupational|OT)\b/i;

/**
 * What a header says of its post.
 *
 * @param end where the post's description ends
 * @param professions where the text names professions
 */
export function readRole(
  prepared: PreparedText,
  header: RoleHeader,
  end: number,
  professions: readonly ConceptHit[],
): TextRole {
  const words = prepared.text.slice(header.start, header.end);
  const named = namedSector(prepared, header, words, end);
  const abroad = isAbroad(words);
  // A private hospital is one anywhere.
  const known = named !== null && PUBLIC.has(named) && abroad ? null : named;
  const { band, grade, acting } = levelOf(prepared, header, known);
  const sector = known ?? (band !== null && isOfHealthService(words) ? 'nhs' : null);
  const { reading, title, profession } = titleOf(prepared, header, professions);
  const ot =
    reading !== null &&
    (reading.core === 'occupational_therapy' ||
      (reading.core === 'therapy' && profession === null) ||
      (reading.core === 'therapy' && reading.stage === 'support_worker'));
  return {
    start: header.start,
    end: Math.max(end, header.end),
    header: { start: header.start, end: header.end },
    kind: kindOf(header, words),
    title,
    employer: employerOf(prepared, header),
    sector,
    abroad,
    from: header.mark?.from ?? null,
    to: header.mark?.to ?? null,
    band,
    grade,
    titleReading: reading,
    stage: stageOf(reading, band?.value ?? null, grade?.value ?? null, words),
    profession: ot ? null : profession,
    otherTitle: reading === null && (header.fields?.title !== undefined || namesTitle(words)),
    occupationalTherapy: ot,
    acting,
    bank: BANK.test(words),
  };
}

/** The title in the field for it, or else in the header's words, or else in those that lead several posts. */
function titleOf(prepared: PreparedText, header: RoleHeader, professions: readonly ConceptHit[]) {
  const named = header.fields?.title;
  const places: readonly TextRange[] = named === undefined ? [header, header.lead ?? header] : [named];
  const profession =
    professions.find(({ start }) => places.some((place) => start >= place.start && start < place.end)) ??
    null;
  for (const place of places) {
    const words = prepared.text.slice(place.start, place.end);
    const reading = titleIn(words);
    if (reading === null) continue;
    const title = movedBy(segmentAt(words, reading.start, reading.end), place.start);
    return { reading, title, profession: profession?.conceptId ?? null };
  }
  if (profession === null) return { reading: null, title: named ?? null, profession: null };
  const words = prepared.text.slice(header.start, header.end);
  const title = movedBy(
    segmentAt(words, profession.start - header.start, profession.end - header.start),
    header.start,
  );
  return { reading: null, title: named ?? title, profession: profession.conceptId };
}

/** Band first; then a council's level; then the title; a numbered grade speaks for a bare title only. */
function stageOf(
  title: TitleReading | null,
  band: string | null,
  grade: string | null,
  words: string,
): Stage | null {
  if (band !== null) return stageOfBand(band);
  const graded = grade === null ? null : stageOfGrade(grade);
  if (title === null) return grade?.startsWith('Level') === true ? graded : null;
  if (title.stage === 'occupational_therapist' && graded !== null) return graded;
  const high = title.stage === 'consultant' || title.stage === 'advanced';
  if (high && OWN_BUSINESS.test(words)) return null;
  if (title.stage !== 'consultant') return title.stage;
  const sector = sectorOf(words);
  return sector === 'independent' || sector === 'charity' ? 'advanced' : title.stage;
}

/** Whoever works for themselves chooses the title; a head of one private unit is nearer Band 7 (adverts of 2012–13). */
const OWN_BUSINESS =
  /\b(?:self-employed|own (?:practice|clinic|business)|sole (?:trader|practitioner)|freelance|director of|trading as|private practice)\b/i;

function kindOf(header: RoleHeader, words: string): TextRole['kind'] {
  if (header.section.sense === 'placements' || PLACEMENT.test(words)) return 'placement';
  return VOLUNTARY.test(words) ? 'voluntary' : 'employment';
}
