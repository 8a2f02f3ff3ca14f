import type { ConceptHit } from '../find-concepts.js';
import { HEAD_LINE_MAX, HEAD_LINES } from './headline.js';
import { readTitle } from './job-titles.js';
import { latestOf } from './latest-post.js';
import type { PreparedText } from '../prepare-text.js';
import type { RegistrationReading } from './registration.js';
import { withoutDegrees } from './role-words.js';
import type { TextRole } from './read-role.js';

/** What the person is by trade. Offsets into the prepared text. */
export interface ProfessionReading {
  /** `occupational_therapy`, or the id of another profession such as `social_work`. */
  readonly name: string;
  readonly evidence: { readonly start: number; readonly end: number } | null;
}

export const OCCUPATIONAL_THERAPY = 'occupational_therapy';

/** Work that people do before, beside or between posts of occupational therapy: it makes nobody something else. */
const SIDE_WORK = new Set(['profession.care_work', 'profession.other_work', 'profession.childcare']);
const IS_NO_OT = /\bI(?:'m| am) not an? (?:occupational therapist|OT)\b/i;

/**
 * The profession by registration, degree, titles and the head of the CV, in this order; naming occupational therapists
 * as colleagues, or working to their programmes, makes nobody one.
 *
 * @param qualified places where the text claims a degree or diploma in occupational therapy.
 */
export function readProfession(
  prepared: PreparedText,
  roles: readonly TextRole[],
  registration: RegistrationReading,
  qualified: readonly { readonly start: number; readonly end: number }[],
  hits: readonly ConceptHit[],
): ProfessionReading {
  const ot = (evidence: ProfessionReading['evidence']): ProfessionReading => ({
    name: OCCUPATIONAL_THERAPY,
    evidence,
  });
  const own = registration.state;
  if (registration.number !== null || own === 'pending' || own === 'lapsed') return ot(registration.evidence);
  const employed = roles.filter(({ kind }) => kind === 'employment');
  const otRole = employed.find(({ occupationalTherapy }) => occupationalTherapy);
  const latest = latestOf(employed);
  const head = headOf(prepared, hits);
  const other = latest?.profession ?? head.profession;
  const denies = IS_NO_OT.exec(prepared.text);
  // Somebody never registered nor employed as one may have begun the degree; another trade since then goes first.
  const trained = otRole !== undefined || (own !== 'none' && !isProfession(other));
  if (qualified[0] !== undefined && denies === null && trained) return ot(qualified[0]);
  if (denies !== null && otRole === undefined)
    return { name: nameOf(other), evidence: placeOf(latest) ?? spanOfMatch(denies) };
  if (latest?.occupationalTherapy === true) return ot(placeOf(latest));
  if (head.title !== null && (denies === null || otRole !== undefined) && !isProfession(other))
    return ot(head.title);
  if (isProfession(other) || isProfession(head.profession)) {
    const name = isProfession(other) ? other : head.profession;
    return { name: nameOf(name), evidence: placeOf(latest) ?? head.place };
  }
  if (otRole !== undefined) return ot(placeOf(otRole));
  if (own === 'registered') return ot(registration.evidence);
  return { name: nameOf(other), evidence: placeOf(latest) ?? head.place };
}

function isProfession(concept: string | null): concept is string {
  return concept !== null && !SIDE_WORK.has(concept);
}

function nameOf(concept: string | null): string {
  return concept === null ? 'unknown' : concept.replace('profession.', '');
}

function placeOf(role: TextRole | undefined): ProfessionReading['evidence'] {
  return role === undefined ? null : (role.title ?? role.header);
}

function spanOfMatch(match: RegExpExecArray): ProfessionReading['evidence'] {
  return { start: match.index, end: match.index + match[0].length };
}

/** What the first lines of a CV say that its writer goes by. */
function headOf({ text, lines }: PreparedText, hits: readonly ConceptHit[]) {
  const end = lines[Math.min(HEAD_LINES, lines.length) - 1]?.end ?? 0;
  const other = hits.find(({ conceptId, start }) => conceptId.startsWith('profession.') && start < end);
  let title: ProfessionReading['evidence'] = null;
  for (const line of lines.slice(0, HEAD_LINES)) {
    const reading =
      line.end - line.start > HEAD_LINE_MAX
        ? null
        : readTitle(withoutDegrees(text.slice(line.start, line.end)));
    if (reading !== null && reading.core !== 'management') {
      title ??= { start: line.start + reading.start, end: line.start + reading.end };
    }
  }
  return {
    title,
    profession: other?.conceptId ?? null,
    place: other === undefined ? null : { start: other.start, end: other.end },
  };
}
