import { isGarbled } from '../../judge-text.js';
import type { Recogniser } from '../../ocr/recogniser.js';
import { withDrawnPdf, type Drawing } from './draw-page.js';

/** What scanners and faxes deliver, and what the engine was measured best at. */
const DOTS_PER_INCH = 200;
/** A3 at 200 dots per inch is larger; posters are drawn smaller. */
const MOST_PIXELS = 5_000_000;

/**
 * Recognises the pages of a PDF that are pictures, or whose letters mean nothing: both say what they look like.
 *
 * @param numbers Of the pages, from 1.
 * @param pages Text of all pages; what was recognised takes the place of the little, or the garbage, that was there.
 * @returns confidence of each page that was recognised.
 */
export async function recognisePages(
  bytes: Uint8Array,
  numbers: readonly number[],
  recogniser: Recogniser,
  pages: string[],
): Promise<number[]> {
  if (numbers.length === 0) return [];
  return withDrawnPdf(bytes, async (pdf) => {
    const confidences: number[] = [];
    for (const number of numbers) {
      if (!recogniser.hasRoom()) break;
      const drawing = await pdf.draw(number, { dotsPerInch: DOTS_PER_INCH, mostPixels: MOST_PIXELS });
      const recognised = drawing && (await recogniser.recognise(graymapOf(drawing)));
      if (!recognised) continue;
      const before = pages[number - 1] ?? '';
      if (/\S/.test(recognised.text) || isGarbled(before)) pages[number - 1] = recognised.text;
      confidences.push(recognised.confidence);
    }
    return confidences;
  }).catch(() => []);
}

/** As a portable graymap, which the engine reads. */
function graymapOf({ width, height, pixels }: Drawing): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}
