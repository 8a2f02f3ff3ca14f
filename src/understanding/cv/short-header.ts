import { indexAt, type PreparedText } from '../prepare-text.js';
import { findDates, type DateMark } from './dates.js';
import { FAMILY_CARE, HEADER_MAX, SHORT_LINE, STUDIES, sentenceEnd, type RoleHeader } from './role-header.js';
import { namesPost, titleIn } from './role-words.js';
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
  const mark =
    marks.find(({ kind }) => kind !== 'single') ?? (section.kind === 'experience' ? marks[0] : undefined);
  if (line === undefined || mark === undefined) return null;
  let { start, end } = line;
  const own = text.slice(start, end);
  if (line.bullet && !isListedPost(own, mark)) return null;
  if (FAMILY_CARE.test(own) || (line.start === section.heading?.start && !namesPost(own).title)) return null;
  for (let i = index - 1; i >= 0 && i >= index - 3; i -= 1) {
    const above = lines[i];
    const below = lines[i + 1];
    if (above === undefined || below === undefined || below.afterBlank || above.bullet || above.start < reach)
      break;
    const words = text.slice(above.start, above.end);
    if (words.length > SHORT_LINE || above.start < section.start) break;
    if (above.start === section.heading?.start && !namesPost(words).title) break;
    if (findDates(words).some(({ kind }) => kind !== 'single')) break;
    if (/[.;]$/.test(words) && !namesPost(words).title) break;
    const found = namesPost(text.slice(start, end));
    const adds = namesPost(words);
    if (found.title && (found.employer || !adds.employer)) break;
    start = above.start;
  }
  for (let i = index + 1; i < lines.length && i <= index + 2; i += 1) {
    const below = lines[i];
    const found = namesPost(text.slice(start, end));
    if (below === undefined || (found.title && found.employer)) break;
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
    end = first;
  }
  if (own.length > 90 && end === line.end)
    end = Math.max(headEnd(prepared, line.start, mark), line.start + mark.end);
  const words = text.slice(start, end);
  const found = namesPost(words);
  if (!accepts(section, words, found, mark)) return null;
  return { start, end, mark, section, structured: true };
}

function accepts(
  section: TextSection,
  words: string,
  found: { title: boolean; employer: boolean; band: boolean },
  mark: DateMark,
): boolean {
  const studies = STUDIES.test(words);
  if (section.kind === 'education' || section.kind === 'training') return found.title && !studies;
  if (studies && !found.title) return false;
  if (found.title || found.band) return mark.kind !== 'single' || section.kind === 'experience';
  return mark.kind !== 'single' && (section.kind === 'experience' || mark.start < 3);
}

/** End of the sentence that holds the date, or of the next one where the date stands alone before the post. */
function headEnd(prepared: PreparedText, lineStart: number, mark: DateMark): number {
  const sentence = prepared.sentences[indexAt(prepared.sentences, lineStart + mark.start)];
  return sentence?.end ?? lineStart + mark.end;
}

/** A bullet is a post only where it begins with the post or with its dates. */
function isListedPost(words: string, mark: DateMark): boolean {
  const first = words.split(/[,;|–—(]/, 1)[0] ?? '';
  return (
    mark.kind === 'range' &&
    first.length < 70 &&
    (mark.start < 3 || titleIn(first) !== null) &&
    namesPost(words).title
  );
}
