import type { Stage } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import type { StageReason } from '../profile.js';
import { headlineOf, headVoices, ownWords } from './headline.js';
import { monthsIn } from './months-in-posts.js';
import type { RegistrationReading } from './registration.js';
import type { TextRole } from './read-role.js';
import { distribute } from './stage-distribution.js';
import { currentPost, lastWords, voicesOf, type StageVoice } from './stage-voices.js';
import type { TextRange } from '../text-range.js';

/** Whoever waits for a first registration has held no post here: a title from abroad is no Band 6 before it. */
const ABOVE_FIRST: ReadonlySet<Stage> = new Set(['senior_specialist', 'advanced', 'consultant']);

export interface StageDecision {
  readonly stage: Stage;
  readonly distribution: Readonly<Record<Stage, number>>;
  readonly voices: readonly StageVoice[];
}

/** Facts that the mentions tell and a bare title does not. */
export interface DutySigns {
  /** Supervises therapists, holds complex work, deputises. */
  readonly senior: TextRange | null;
  /** One of these duties, beside work for the whole service. */
  readonly widerDuty: TextRange | null;
  /** Leads or line-manages a team. */
  readonly leads: TextRange | null;
  /** Has a degree or diploma in occupational therapy. */
  readonly qualified: TextRange | null;
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
/** Councils ask two years for Level 2, and trusts mostly as much for Band 6: three leave no doubt. */
const MONTHS_TO_SENIOR = 36;
/** After six years as a therapist one duty of seniors tells as much as two, beside work for the whole service. */
const MONTHS_OF_LONG_PRACTICE = 72;

/**
 * The career stage: explicit band or level of the current or latest post of occupational therapy first, then a title
 * that says more than "occupational therapist", then duties and time in post. Support work does not count for somebody
 * who has worked as a therapist, nor does a post held for a time only.
 *
 * @param latest to when a post still held lasts, see `latestDate`
 */
export function decideStage(
  prepared: PreparedText,
  roles: readonly TextRole[],
  registration: RegistrationReading,
  signs: DutySigns,
  latest: number,
): StageDecision {
  const posts = roles.filter((role) => role.kind === 'employment' && role.occupationalTherapy);
  const therapist = posts.filter(({ stage }) => stage !== 'support_worker');
  // A post without a title is what the others are: beside support posts alone it makes nobody a therapist.
  const titled = therapist.some(({ stage }) => stage !== null);
  const practised = titled || (therapist.length > 0 && therapist.length === posts.length);
  const qualified = practised || isQualified(registration, signs);
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
  if (best !== undefined && registration.state === 'pending' && ABOVE_FIRST.has(best.stage)) {
    const first: StageVoice = {
      stage: 'occupational_therapist',
      source: 'registration',
      evidence: registration.evidence,
    };
    return {
      stage: first.stage,
      distribution: distribute(first.stage, SURE_OF_BARE_TITLE),
      voices: [first, ...voices],
    };
  }
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
  return decideByDuties(best, monthsIn(therapist, latest), signs);
}

function isQualified(registration: RegistrationReading, signs: DutySigns): boolean {
  return (
    registration.state === 'registered' ||
    registration.state === 'pending' ||
    registration.state === 'lapsed' ||
    signs.qualified !== null
  );
}

/** The first voice of the strongest kind; a grade yields to a title that says more than the bare one. */
function bestOf(voices: readonly StageVoice[]): StageVoice | undefined {
  const band = voices.find(({ source }) => source === 'band');
  const grade = voices.find(({ source }) => source === 'grade');
  return band ?? grade ?? voices.find(({ source }) => source === 'title');
}

function decideByDuties(title: StageVoice, months: number, signs: DutySigns): StageDecision {
  const sign = signs.leads ?? signs.senior ?? (months >= MONTHS_OF_LONG_PRACTICE ? signs.widerDuty : null);
  if (sign !== null && months >= MONTHS_TO_SENIOR) {
    const voice: StageVoice = { stage: 'senior_specialist', source: 'duties', evidence: sign };
    return { stage: voice.stage, distribution: distribute(voice.stage, SURE.duties), voices: [voice, title] };
  }
  return { stage: title.stage, distribution: distribute(title.stage, SURE_OF_BARE_TITLE), voices: [title] };
}
