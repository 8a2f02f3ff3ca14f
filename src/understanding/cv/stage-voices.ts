import { STAGES, type Stage } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import type { StageReason } from '../profile.js';
import { stageOfBand } from '../stage-ladders.js';
import { findBands, findGrades, stageOfGrade } from './bands.js';
import { endOf, latestOf } from './latest-post.js';
import type { TextRole } from './read-role.js';
import type { TextRange } from '../text-range.js';

/** One voice for a stage; offsets into the prepared text. */
export interface StageVoice {
  readonly stage: Stage;
  readonly source: StageReason['source'];
  readonly evidence: TextRange | null;
}

/** What the current post says of its level, or else the latest post that says anything. */
export function lastWords(
  prepared: PreparedText,
  current: TextRole | undefined,
  posts: readonly TextRole[],
): readonly StageVoice[] {
  if (current === undefined) return [];
  const own = voicesOf(prepared, current);
  if (own.length > 0) return own;
  const spoken = posts.filter((post) => voicesOf(prepared, post).length > 0);
  const latest = currentPost(spoken);
  return latest === undefined ? [] : voicesOf(prepared, latest);
}

/** Of the posts held now, or ended last, the main one: no bank shifts, then the one with the clearest and highest level. */
export function currentPost(posts: readonly TextRole[]): TextRole | undefined {
  const latest = latestOf(posts);
  if (latest === undefined) return undefined;
  const together = posts.filter((post) => endOf(post) === endOf(latest));
  return [...together].sort(
    (a, b) =>
      Number(a.stage === null) - Number(b.stage === null) ||
      Number(a.bank) - Number(b.bank) ||
      Number(b.band !== null) - Number(a.band !== null) ||
      STAGES.indexOf(b.stage ?? 'support_worker') - STAGES.indexOf(a.stage ?? 'support_worker') ||
      a.start - b.start,
  )[0];
}

export function voicesOf(prepared: PreparedText, post: TextRole): readonly StageVoice[] {
  const voices: StageVoice[] = [];
  const body = ownLevel(prepared, post);
  const band = post.band ?? body.band;
  const grade = post.grade ?? body.grade;
  const banded = band === null ? null : stageOfBand(band.value);
  if (band !== null && banded !== null) voices.push({ stage: banded, source: 'band', evidence: band });
  const graded = grade === null ? null : stageOfGrade(grade.value);
  const level = grade?.value.startsWith('Level') === true;
  if (grade !== null && graded !== null && (level || post.titleReading?.stage === 'occupational_therapist')) {
    voices.push({ stage: graded, source: 'grade', evidence: grade });
  }
  if (post.titleReading !== null)
    voices.push({ stage: post.stage ?? post.titleReading.stage, source: 'title', evidence: post.title });
  return voices;
}

const OWN_LEVEL =
  /\b(?:I am|I'm|graded|(?:band(?:ing)?|grade|level) is|banded|post is|paid|pay(?: stayed)?|my (?:grade|band|level) is|regraded|promoted|progressed)(?:\s(?:now|currently|graded|paid|equivalent|comparable|equal|on|at|as|a|an|to|the top of))*\s$/i;

/** "I am at Level 1 on the council's career grade", "the banding is 7": said in the post's own description. */
function ownLevel({ text }: PreparedText, post: TextRole) {
  const body = text.slice(post.header.end, post.end);
  const said = (hit: TextRange) =>
    OWN_LEVEL.test(body.slice(Math.max(0, hit.start - 60), hit.start)) ||
    /^banding is/i.test(body.slice(hit.start));
  const shift = (hit: TextRange, value: string) => ({
    start: hit.start + post.header.end,
    end: hit.end + post.header.end,
    value,
  });
  const band = findBands(body).find(said);
  const grade = findGrades(body).find(said);
  return {
    band: band === undefined ? null : shift(band, band.band),
    grade: grade === undefined ? null : shift(grade, grade.grade),
  };
}
