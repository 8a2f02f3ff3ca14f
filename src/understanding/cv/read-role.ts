import type { Sector, Stage } from '../../taxonomy/concept.js';
import type { ConceptHit } from '../find-concepts.js';
import type { PreparedText } from '../prepare-text.js';
import type { YearMonth } from '../profile.js';
import { findBands, findGrades, stageOfBand, stageOfGrade } from './bands.js';
import { sectorOf } from './employer-sector.js';
import type { TitleReading } from './job-titles.js';
import type { RoleHeader } from './role-header.js';
import { namesPost, segmentAt, titleIn, withoutDegrees } from './role-words.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A spell of the person's history in offsets of the prepared text; see `Role` for the meaning of the fields. */
export interface TextRole extends Range {
  readonly header: Range;
  readonly kind: 'employment' | 'placement' | 'voluntary';
  readonly title: Range | null;
  readonly employer: Range | null;
  readonly sector: Sector | null;
  readonly from: YearMonth | null;
  readonly to: YearMonth | 'present' | null;
  readonly band: (Range & { readonly value: string }) | null;
  readonly grade: (Range & { readonly value: string }) | null;
  readonly titleReading: TitleReading | null;
  readonly stage: Stage | null;
  /** Concept of the other profession that the header names, e.g. `profession.nurse`, or null. */
  readonly profession: string | null;
  /** Names some job in words that are none of occupational therapy's. */
  readonly otherTitle: boolean;
  readonly occupationalTherapy: boolean;
  /** Stood in for somebody, or held the post for a time only. */
  readonly acting: boolean;
}

/** Of two bands in one header the later one holds. */
const RISING = /\b(?:then|regraded|promoted|progressed|rising|now|to band|to level|upgraded)\b|→|->/i;
const ACTING =
  /\b(?:acting|acted up|interim|stepped up|covered for|secondment|seconded|temporar(?:y|ily) (?:lead|promot)|standing in)\b/i;
const VOLUNTARY = /\b(?:volunteer(?:ed|ing)?|voluntary|unpaid)\b/i;
const PLACEMENT = /\bplacements?\b|\bas a student\b|\bstudent (?:occupational|OT)\b/i;

/** What a header says of its post; `end` is where the post's description ends. */
export function readRole(
  prepared: PreparedText,
  header: RoleHeader,
  end: number,
  hits: readonly ConceptHit[],
): TextRole {
  const words = prepared.text.slice(header.start, header.end);
  const shift = ({ start, end: stop }: Range): Range => ({
    start: start + header.start,
    end: stop + header.start,
  });
  const reading = titleIn(words);
  const other = hits.find(
    ({ conceptId, start }) =>
      conceptId.startsWith('profession.') && start >= header.start && start < header.end,
  );
  const title =
    reading ??
    (other === undefined ? null : { start: other.start - header.start, end: other.end - header.start });
  const bands = findBands(withoutDegrees(words));
  const grades = findGrades(withoutDegrees(words));
  const rising = RISING.test(words);
  const band = (rising ? bands.at(-1) : bands[0]) ?? null;
  const grade = (rising ? grades.at(-1) : grades[0]) ?? null;
  const ot =
    reading !== null &&
    (reading.core === 'occupational_therapy' ||
      (reading.core === 'therapy' && other === undefined) ||
      (reading.core === 'therapy' && reading.stage === 'support_worker'));
  return {
    start: header.start,
    end: Math.max(end, header.end),
    header: { start: header.start, end: header.end },
    kind: kindOf(header, words),
    title: title === null ? null : shift(segmentAt(words, title.start, title.end)),
    employer: employerIn(words, shift),
    sector: sectorOf(words),
    from: header.mark?.from ?? null,
    to: header.mark?.to ?? null,
    band: band === null ? null : { ...shift(band), value: band.band },
    grade: grade === null ? null : { ...shift(grade), value: grade.grade },
    titleReading: reading,
    stage: stageOf(reading, band?.band ?? null, grade?.grade ?? null, words),
    profession: ot || other === undefined ? null : other.conceptId,
    otherTitle: reading === null && namesPost(words).title,
    occupationalTherapy: ot,
    acting: ACTING.test(words),
  };
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
  if (title.stage !== 'consultant') return title.stage;
  if (OWN_BUSINESS.test(words)) return null;
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

const EMPLOYER =
  /\b(?:NHS|Trust|Council|Borough|Hospitals?|Infirmary|Healthcare|Health Board|Ltd|Limited|plc|Hospice|Nursing Home|Care Home|School|University|Group|Partnership|Clinic|Centre|Service|Agency)\b/;

function employerIn(words: string, shift: (range: Range) => Range): Range | null {
  const match = EMPLOYER.exec(words);
  return match === null ? null : shift(segmentAt(words, match.index, match.index + match[0].length));
}
