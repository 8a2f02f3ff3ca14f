import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates, type DateMark } from './dates.js';
import { postMark } from './post-date.js';
import { FAMILY_CARE, HEADER_MAX, SHORT_LINE, STUDIES, sentenceEnd, type RoleHeader } from './role-header.js';
import { namesBand, namesPost, namesTitle, titleIn, type PostNames } from './role-words.js';
import type { TextSection } from './sections.js';

/** A range or "since …" on a short line, with the lines around it that name the post and the employer. */
export function shortHeader(
  prepared: PreparedText,
  index: number,
  section: TextSection,
  marks: readonly DateMark[],
  reach: number,
): RoleHeader | null {
  const { lines, text } = prepared;
  const line = lines[index];
  if (line === undefined) return null;
  const mark = postMark(text.slice(line.start, line.end), marks);
  if (mark === undefined || (mark.kind === 'single' && section.kind !== 'experience')) return null;
  let { start, end } = line;
  const own = text.slice(start, end);
  if (mark.kind === 'since' && start - reach <= 2 && !line.afterBlank && tellsBandAlone(own)) return null;
  if (line.bullet && !isListedPost(own, mark)) return null;
  if (FAMILY_CARE.test(own) || (line.start === section.heading?.start && !namesTitle(own))) return null;
  let found = namesPost(own);
  const widen = (from: number, to: number): void => {
    start = from;
    end = to;
    found = namesPost(text.slice(start, end));
  };
  for (let i = index - 1; i >= 0 && i >= index - 3; i -= 1) {
    const above = lines[i];
    const below = lines[i + 1];
    if (above === undefined || below === undefined || below.afterBlank || above.start < reach) break;
    const words = text.slice(above.start, above.end);
    if (above.bullet && !isNumberedTitle(words)) break;
    if (words.length > SHORT_LINE || above.start < section.start) break;
    if (above.start === section.heading?.start && !namesTitle(words)) break;
    if (findDates(words).some(({ kind }) => kind !== 'single')) break;
    if (/[.;]$/.test(words) && !namesTitle(words)) break;
    // "5 years 2 months" stands between the employer and its first post in what LinkedIn exports.
    if (DURATION.test(words)) continue;
    if (found.title && (found.employer || !(namesPost(words).employer || isEmployerLine(words)))) break;
    widen(above.start, end);
  }
  for (let i = index + 1; i < lines.length && i <= index + 2; i += 1) {
    const below = lines[i];
    if (below === undefined || (found.title && found.employer)) break;
    if (ofOthers(text.slice(below.start, below.end))) break;
    if (below.bullet || (below.afterBlank && found.title) || (i - index > 1 && below.afterBlank)) break;
    const first = sentenceEnd(prepared, below.start);
    const adds = namesPost(text.slice(below.start, first));
    const ownDates = findDates(text.slice(below.start, below.end)).some(({ kind }) => kind !== 'single');
    if (
      ownDates ||
      first - start > HEADER_MAX ||
      (found.title ? !adds.employer : !adds.title && !adds.employer)
    )
      break;
    widen(start, first);
  }
  if (own.length > 90 && end === line.end)
    widen(start, Math.max(headEnd(prepared, line.start, mark), line.start + mark.end));
  if (!accepts(section, text.slice(start, end), found, mark)) return null;
  return { start, end, mark, section, structured: true };
}

/** "The budget is held by the ward manager.": a sentence about others names no post of the writer's. */
function ofOthers(line: string): boolean {
  return /^(?:(?!I\b|we\b)[\w'’-]+ ){1,6}(?:is|are|was|were) \w+ by (?:the|an?|our|my)\b/.test(line);
}

/** "Band 6 from 2006 and Band 7 from 2009", below the line of the post: its own history and no post more. */
function tellsBandAlone(words: string): boolean {
  const { title, employer, band } = namesPost(words);
  return band && !title && !employer;
}

/** "1) Occupational Therapist (Band 5)": the posts of a numbered list. */
function isNumberedTitle(words: string): boolean {
  return /^\(?\d{1,2}[.)]/.test(words) && titleIn(words) !== null;
}

/** "Agency work since 2021:", with the posts below it. */
const LIST_TO_COME = /\b(?:agency|agencies|locum|bank|contracts?|assignments?|posts|roles)\b[^\n]*:$/i;
const DURATION = /^(?:\d+ (?:years?|yrs?|months?|mos?)\s?){1,2}$/i;
/** A line that is nothing but the name of some workplace. */
const WORKPLACE =
  /^[A-Z][\w'’&., -]{2,50}\b(?:Clinic|Cent(?:re|er)|School|Academy|Services?|Group|Partnership|Practice|Rehab(?:ilitation)?|Healthcare|Care|Therapies|Therapy)(?:,? [A-Z]\w+)?$/;

function isEmployerLine(words: string): boolean {
  return words.length < 60 && WORKPLACE.test(words) && titleIn(words) === null;
}

function accepts(section: TextSection, words: string, found: PostNames, mark: DateMark): boolean {
  if (!found.title && !found.band && LIST_TO_COME.test(words)) return false;
  const studies = STUDIES.test(words);
  if (section.kind === 'education' || section.kind === 'training') return found.title && !studies;
  if (studies && !found.title) return false;
  if (found.title || found.band) return mark.kind !== 'single' || section.kind === 'experience';
  return mark.kind !== 'single' && (section.kind === 'experience' || mark.start < 3);
}

/**
 * End of the sentence that holds the date, or of the next one where the date stands alone before the post; a short
 * sentence behind them that tells the grade belongs to them.
 */
function headEnd({ sentences, text }: PreparedText, lineStart: number, mark: DateMark): number {
  let at = indexAt(sentences, lineStart + mark.start);
  const first = sentences[at];
  if (first === undefined) return lineStart + mark.end;
  let { end } = first;
  const next = sentences[at + 1];
  if (
    next?.line === first.line &&
    !namesTitle(text.slice(first.start, end)) &&
    end - first.start < LONE_DATE
  ) {
    end = next.end;
    at += 1;
  }
  const level = sentences[at + 1];
  const told = level?.line === first.line && level.end - level.start < LEVEL_MAX;
  return told && namesBand(text.slice(level.start, level.end)) ? level.end : end;
}

const LONE_DATE = 40;
const LEVEL_MAX = 60;

const EMPLOYER_NAME = /\b(?:NHS|Trust|Council|Borough|Hospital|Infirmary|Health Board|Ltd|Limited|Hospice)$/;

/** A bullet is a post only where it begins with the post, its employer or its dates. */
function isListedPost(words: string, mark: DateMark): boolean {
  const first = words.split(/[,;|–—(]/, 1)[0] ?? '';
  const begins = mark.start < 3 || titleIn(first) !== null || EMPLOYER_NAME.test(first);
  return mark.kind === 'range' && first.length < 70 && begins && namesTitle(words);
}
