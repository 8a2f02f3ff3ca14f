import { STAGES, type Stage } from '../../taxonomy/concept.js';
import { findBands, findGrades, stageOfBand, stageOfGrade } from './bands.js';
import { readTitle, type TitleReading } from './job-titles.js';
import type { PreparedText } from '../prepare-text.js';
import { endOf, latestOf } from './profession.js';
import type { StageReason } from '../profile.js';
import type { RegistrationReading } from './registration.js';
import { withoutDegrees } from './role-words.js';
import type { TextRole } from './roles.js';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** One voice for a stage; offsets into the prepared text. */
export interface StageVoice {
  readonly stage: Stage;
  readonly source: StageReason['source'];
  readonly evidence: Range | null;
}

export interface StageDecision {
  readonly stage: Stage;
  readonly distribution: Readonly<Record<Stage, number>>;
  readonly voices: readonly StageVoice[];
}

/** Facts that the mentions tell and a bare title does not. */
export interface DutySigns {
  /** Supervises therapists, holds complex work, deputises. */
  readonly senior: Range | null;
  /** Leads or line-manages a team. */
  readonly leads: Range | null;
  /** Has a degree or diploma in occupational therapy. */
  readonly qualified: Range | null;
}

/** Whole percentages by how well the words settle the stage; the neighbours share the rest. */
const SURE: Readonly<Record<StageReason['source'], number>> = {
  band: 90,
  grade: 75,
  title: 75,
  duties: 55,
  registration: 70,
  profession: 60,
};
/** A bare title is as often Band 6 as Band 5 (NHS adverts of November 2020: 77 and 92 of 180). */
const SURE_OF_BARE_TITLE = 55;
/** Two years after qualifying, councils let therapists move to Level 2, and trusts to Band 6. */
const MONTHS_TO_SENIOR = 36;

/**
 * The career stage: explicit band or level of the current or latest post of occupational therapy first, then a title
 * that says more than "occupational therapist", then duties and time in post. Support work does not count for somebody
 * who has worked as a therapist, nor does a post held for a time only.
 */
export function decideStage(
  prepared: PreparedText,
  roles: readonly TextRole[],
  registration: RegistrationReading,
  signs: DutySigns,
): StageDecision {
  const posts = roles.filter((role) => role.kind === 'employment' && role.occupationalTherapy);
  const therapist = posts.filter(({ stage }) => stage !== 'support_worker');
  const qualified = therapist.length > 0 || isQualified(registration, signs);
  const considered = qualified ? therapist : posts;
  const settled = considered.filter(({ acting }) => !acting);
  const post = currentPost(settled.length > 0 ? settled : considered);
  const head = headlineOf(prepared, roles[0]?.start ?? Infinity);
  const spoken = lastWords(prepared, post, settled.length > 0 ? settled : considered);
  const headed = headVoices(head, qualified);
  const confirmed = headed.some(
    ({ source, stage }) => source === 'band' && considered.some((each) => each.stage === stage),
  );
  const voices = confirmed ? [...headed, ...spoken] : [...spoken, ...headed];
  const best = bestOf(voices);
  if (best === undefined) {
    const said = ownWords(prepared, qualified);
    if (said !== undefined)
      return { stage: said.stage, distribution: distribute(said.stage, SURE[said.source]), voices: [said] };
    const stage: Stage = qualified ? 'occupational_therapist' : 'support_worker';
    const voice: StageVoice = qualified
      ? { stage, source: 'registration', evidence: registration.evidence ?? signs.qualified }
      : { stage, source: 'profession', evidence: null };
    return { stage, distribution: distribute(stage, SURE[voice.source]), voices: [voice] };
  }
  const earlier = post !== undefined && voicesOf(prepared, post).length === 0;
  const bare = best.stage === 'occupational_therapist' && (best.source === 'title' || earlier);
  if (!bare)
    return {
      stage: best.stage,
      distribution: distribute(best.stage, SURE[best.source]),
      voices: [best, ...voices.filter((v) => v !== best)],
    };
  return decideByDuties(best, therapist, signs);
}

const SAYS_OF_SELF =
  /\b(?:I am|I'm|I have been|I've been|I work as|I lead|I manage|I hold|working as|employed as|my (?:title|post|role|job|band|grade)|currently|current post|present post)\b/i;

/** Where no post is dated, what the writer says of the present one: "I am an advanced OT (Band 7)". */
function ownWords({ text, sentences }: PreparedText, qualified: boolean): StageVoice | undefined {
  let titled: StageVoice | undefined;
  for (const { start, end } of sentences) {
    const words = withoutDegrees(text.slice(start, end));
    const self = SAYS_OF_SELF.exec(words);
    if (self === null || /\b(?:not|never|looking|want|hop(?:e|ing)|seek|supervis\w+ by)/i.test(words))
      continue;
    const band = findBands(words).find(
      (hit) =>
        hit.start > self.index &&
        !/\b(?:supervis\w+|manag\w+|two|three|four|an?)\s(?:an?\s)?$/i.test(words.slice(0, hit.start)),
    );
    const place = (hit: Range) => ({ start: start + hit.start, end: start + hit.end });
    const banded = band === undefined ? null : stageOfBand(band.band);
    if (band !== undefined && banded !== null && (banded === 'support_worker') !== qualified) {
      return { stage: banded, source: 'band', evidence: place(band) };
    }
    const title = readTitle(words);
    if (title === null || title.start < self.index || (title.stage === 'support_worker') === qualified)
      continue;
    titled ??= { stage: title.stage, source: 'title', evidence: place(title) };
  }
  return titled;
}

function isQualified(registration: RegistrationReading, signs: DutySigns): boolean {
  return (
    registration.state === 'registered' ||
    registration.state === 'pending' ||
    registration.state === 'lapsed' ||
    signs.qualified !== null
  );
}

/** What the current post says of its level, or else the latest post that says anything. */
function lastWords(
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

/** Of the posts held now, or ended last, the one with the clearest and highest level. */
function currentPost(posts: readonly TextRole[]): TextRole | undefined {
  const latest = latestOf(posts);
  if (latest === undefined) return undefined;
  const together = posts.filter((post) => endOf(post) === endOf(latest));
  return [...together].sort(
    (a, b) =>
      Number(b.band !== null) - Number(a.band !== null) ||
      STAGES.indexOf(b.stage ?? 'support_worker') - STAGES.indexOf(a.stage ?? 'support_worker') ||
      a.start - b.start,
  )[0];
}

function voicesOf(prepared: PreparedText, post: TextRole): readonly StageVoice[] {
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
  /\b(?:I am|I'm|graded|banding is|banded|post is|paid|pay(?: stayed)?|my (?:grade|band|level) is|regraded|promoted|progressed)(?:\s(?:now|currently|graded|paid|on|at|as|a|an|to|the top of))*\s$/i;

/** "I am at Level 1 on the council's career grade", "the banding is 7": said in the post's own description. */
function ownLevel({ text }: PreparedText, post: TextRole) {
  const body = text.slice(post.header.end, post.end);
  const said = <T extends Range>(hit: T) =>
    OWN_LEVEL.test(body.slice(Math.max(0, hit.start - 60), hit.start)) ||
    /^banding is/i.test(body.slice(hit.start));
  const shift = (hit: Range, value: string) => ({
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

const HEAD_LINES = 6;

/** The title and band that the first lines give, above the first post. */
function headlineOf({ text, lines }: PreparedText, before: number): Headline {
  let title: TitleReading | null = null;
  let band: Headline['band'] = null;
  for (const line of lines.slice(0, HEAD_LINES)) {
    if (line.end > before) break;
    if (line.end - line.start > 120) continue;
    const words = withoutDegrees(text.slice(line.start, line.end));
    if (/\b(?:want|looking|seeking|applied|applying|target)/i.test(words)) continue;
    const reading = readTitle(words);
    if (reading === null || reading.core === 'management') continue;
    title ??= { ...reading, start: reading.start + line.start, end: reading.end + line.start };
    const hit = findBands(words)[0];
    if (hit !== undefined)
      band ??= { value: hit.band, start: hit.start + line.start, end: hit.end + line.start };
  }
  return { title, band };
}

interface Headline {
  readonly title: TitleReading | null;
  readonly band: (Range & { readonly value: string }) | null;
}

function headVoices(head: Headline, qualified: boolean): readonly StageVoice[] {
  const voices: StageVoice[] = [];
  const fits = (stage: Stage) => (stage === 'support_worker') === !qualified;
  const banded = head.band === null ? null : stageOfBand(head.band.value);
  if (banded !== null && fits(banded)) voices.push({ stage: banded, source: 'band', evidence: head.band });
  if (head.title !== null && fits(head.title.stage))
    voices.push({ stage: head.title.stage, source: 'title', evidence: head.title });
  return voices;
}

/** The first voice of the strongest kind; a grade yields to a title that says more than the bare one. */
function bestOf(voices: readonly StageVoice[]): StageVoice | undefined {
  const band = voices.find(({ source }) => source === 'band');
  const grade = voices.find(({ source }) => source === 'grade');
  return band ?? grade ?? voices.find(({ source }) => source === 'title');
}

function decideByDuties(title: StageVoice, posts: readonly TextRole[], signs: DutySigns): StageDecision {
  const months = posts.reduce((sum, post) => sum + monthsOf(post), 0);
  if (signs.leads !== null && months >= MONTHS_TO_SENIOR) {
    const voice: StageVoice = { stage: 'senior_specialist', source: 'duties', evidence: signs.leads };
    return { stage: voice.stage, distribution: distribute(voice.stage, SURE.duties), voices: [voice, title] };
  }
  if (signs.senior !== null && months >= MONTHS_TO_SENIOR) {
    const voice: StageVoice = { stage: 'senior_specialist', source: 'duties', evidence: signs.senior };
    return { stage: voice.stage, distribution: distribute(voice.stage, SURE.duties), voices: [voice, title] };
  }
  return { stage: title.stage, distribution: distribute(title.stage, SURE_OF_BARE_TITLE), voices: [title] };
}

/** Months of a post with both ends known; a post still held counts from its dates alone, as no clock is read. */
function monthsOf({ from, to }: TextRole): number {
  if (from === null || to === null || to === 'present') return from === null ? 0 : 24;
  return Math.max(0, (to.year - from.year) * 12 + ((to.month ?? 6) - (from.month ?? 6)));
}

/** `sure` per cent for the stage, the rest shared by its neighbours; whole numbers that add up to 100. */
function distribute(stage: Stage, sure: number): Readonly<Record<Stage, number>> {
  const index = STAGES.indexOf(stage);
  const neighbours = [STAGES[index - 1], STAGES[index + 1]].filter((near) => near !== undefined);
  const rest = 100 - sure;
  const shares = Object.fromEntries(STAGES.map((each) => [each, 0])) as Record<Stage, number>;
  shares[stage] = sure;
  neighbours.forEach((near, i) => {
    const half = Math.floor(rest / neighbours.length);
    shares[near] = i === 0 ? rest - half * (neighbours.length - 1) : half;
  });
  return shares;
}
