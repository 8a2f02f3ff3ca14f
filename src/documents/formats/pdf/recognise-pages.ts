import { isGarbled } from '../../judge-text.js';
import type { Recogniser } from '../../ocr/recogniser.js';
import type { PlacedPage } from '../../viewer/placed-page.js';
import { graymapOf, withDrawnPdf } from './draw-page.js';

/** What scanners and faxes deliver, and what the engine was measured best at. */
const DOTS_PER_INCH = 200;
/** A3 at 200 dots per inch is larger; posters are drawn smaller. */
const MOST_PIXELS = 5_000_000;

/** Below this confidence what was recognised says nothing about the text that is there. */
const SURE = 75;
/** What was recognised is richer than the text of the page with so many times its letters: the text is exact, it is not. */
const RICHER = 1.2;

export interface RecognisedPages {
  /** The pages whose text was recognised, and where its words stand; there may be none. */
  readonly pages: readonly Pick<PlacedPage, 'page' | 'pieces'>[];
  /** Confidence of each of them. */
  readonly confidences: readonly number[];
  /** How many pages say as much in their own text as was recognised. */
  readonly confirmed: number;
}

export const NONE_RECOGNISED: RecognisedPages = { pages: [], confidences: [], confirmed: 0 };

/**
 * Recognises the pages of a PDF that are pictures, or whose letters mean nothing: both say what they look like.
 *
 * @param numbers Of the pages, from 1.
 * @param texts Of all pages; what was recognised takes the place of the little, or the garbage, that was there.
 */
export async function recognisePages(
  bytes: Uint8Array,
  numbers: readonly number[],
  recogniser: Recogniser,
  texts: string[],
): Promise<RecognisedPages> {
  if (numbers.length === 0) return NONE_RECOGNISED;
  return withDrawnPdf(bytes, async (pdf) => {
    const pages: Pick<PlacedPage, 'page' | 'pieces'>[] = [];
    const confidences: number[] = [];
    let confirmed = 0;
    for (const number of numbers) {
      if (!recogniser.hasRoom()) break;
      const drawing = await pdf.draw(number, { dotsPerInch: DOTS_PER_INCH, mostPixels: MOST_PIXELS });
      const recognised = drawing && (await recogniser.recognise(graymapOf(drawing)));
      if (!recognised) continue;
      const before = texts[number - 1] ?? '';
      const isRicher = isGarbled(before) || lettersIn(recognised.text) > RICHER * lettersIn(before);
      if (isRicher) texts[number - 1] = recognised.text;
      if (!isRicher && lettersIn(before) > 0 && recognised.confidence >= SURE) confirmed += 1;
      else {
        pages.push({ page: number, pieces: isRicher ? recognised.words : [] });
        confidences.push(recognised.confidence);
      }
    }
    return { pages, confidences, confirmed };
  }).catch(() => NONE_RECOGNISED);
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
