import type { Stage } from '../../taxonomy/concept.js';
import type { PreparedText } from '../prepare-text.js';
import { stageOfBand } from '../stage-ladders.js';
import { findBands } from './bands.js';
import { readTitle, type TitleReading } from './job-titles.js';
import { withoutDegrees } from './role-words.js';
import type { StageVoice } from './stage-voices.js';
import { movedBy, type TextRange } from '../text-range.js';

/** Lines at the head of a CV on which its writer's own title stands. */
export const HEAD_LINES = 6;
/** A longer line there is prose. */
export const HEAD_LINE_MAX = 120;

/** The title and band that the first lines give, above the first post. */
export function headlineOf({ text, lines }: PreparedText, before: number): Headline {
  let title: TitleReading | null = null;
  let band: Headline['band'] = null;
  for (const line of lines.slice(0, HEAD_LINES)) {
    if (line.end > before) break;
    if (line.end - line.start > HEAD_LINE_MAX) continue;
    const words = withoutDegrees(text.slice(line.start, line.end));
    if (/\b(?:want|looking|seeking|applied|applying|target)/i.test(words)) continue;
    const reading = readTitle(words);
    if (reading === null || reading.core === 'management') continue;
    title ??= movedBy(reading, line.start);
    const hit = findBands(words)[0];
    if (hit !== undefined)
      band ??= { value: hit.band, start: hit.start + line.start, end: hit.end + line.start };
  }
  return { title, band };
}

export interface Headline {
  readonly title: TitleReading | null;
  readonly band: (TextRange & { readonly value: string }) | null;
}

export function headVoices(head: Headline, qualified: boolean): readonly StageVoice[] {
  const voices: StageVoice[] = [];
  const fits = (stage: Stage) => (stage === 'support_worker') === !qualified;
  const banded = head.band === null ? null : stageOfBand(head.band.value);
  if (banded !== null && fits(banded)) voices.push({ stage: banded, source: 'band', evidence: head.band });
  if (head.title !== null && fits(head.title.stage))
    voices.push({ stage: head.title.stage, source: 'title', evidence: head.title });
  return voices;
}

const SAYS_OF_SELF =
  /\b(?:I am|I'm|I have been|I've been|I work as|I lead|I manage|I hold|working as|employed as|my (?:title|post|role|job|band|grade)|currently|current post|present post)\b/i;

/** Where no post is dated, what the writer says of the present one: "I am an advanced OT (Band 7)". */
export function ownWords({ text, sentences }: PreparedText, qualified: boolean): StageVoice | undefined {
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
    const place = (hit: TextRange) => ({ start: start + hit.start, end: start + hit.end });
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
