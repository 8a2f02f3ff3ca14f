import { isGarbled } from '../../judge-text.js';
import type { RecognisedPage, Recogniser } from '../../ocr/recogniser.js';
import type { PlacedPage } from '../../viewer/placed-page.js';
import { compareLayer, type Layer, type LayerComparison } from './compare-layer.js';
import { graymapOf, withDrawnPdf, type Drawing, type DrawnPdf } from './draw-page.js';
import { MOST_PIECES } from './tell-seen.js';

/** What scanners and faxes deliver, and what the engine was measured best at. */
const DOTS_PER_INCH = 200;
/** A3 at 200 dots per inch is larger; posters are drawn smaller. */
const MOST_PIXELS = 5_000_000;

/** Below this confidence what was recognised says nothing about the text that is there. */
const SURE = 75;
/** What was recognised is richer than the text of the page with so many times its letters: the text is exact, it is not. */
const RICHER = 1.2;
/**
 * Layers of scans that are compared with what the scans show, unless one of them says something else. Three in four CVs
 * have no more pages than this.
 */
const MOST_COMPARED = 3;

export interface RecognisedPages {
  /** The pages whose text was recognised, and where its words stand; there may be none. */
  readonly pages: readonly Pick<PlacedPage, 'page' | 'pieces'>[];
  /** Confidence of each of them. */
  readonly confidences: readonly number[];
  /** How many of the pictures stay unread; where text of their own says as much as was recognised, they are read. */
  readonly unread: number;
  /** What the layers of scans say and the scans do not show, where that took the place of the layer. */
  readonly hidden: readonly string[];
  /** Whether a layer says much that could not be found on its scan. */
  readonly differs: boolean;
  /** Whether layers that should have been compared were not. */
  readonly uncompared: boolean;
}

/** What is to be recognised. */
export interface AskedPages {
  /** Numbers, from 1, of the pages that are pictures, or whose letters mean nothing. */
  readonly pictures: readonly number[];
  /** Layers of text that came with scans. */
  readonly layers: readonly Layer[];
}

/**
 * Recognises the pages of a PDF that are pictures, or whose letters mean nothing: both say what they look like. After them
 * it compares layers of text over scans with the scans, since a layer can say what nobody sees.
 *
 * @param recogniser Null: nothing is recognised.
 * @param texts Of all pages; what was recognised takes the place of the little, or the garbage, that was there, and of a
 *   layer that says something else.
 */
export async function recognisePages(
  bytes: Uint8Array,
  { pictures, layers }: AskedPages,
  recogniser: Recogniser | null,
  texts: string[],
): Promise<RecognisedPages> {
  const sample = sampleOf(layers);
  const nothing: RecognisedPages = {
    ...{ pages: [], confidences: [], unread: pictures.length, hidden: [], differs: false },
    uncompared: sample.length > 0,
  };
  if (!recogniser || pictures.length + sample.length === 0) return nothing;
  return withDrawnPdf(bytes, async (pdf) => {
    const pages: Pick<PlacedPage, 'page' | 'pieces'>[] = [];
    const confidences: number[] = [];
    const hidden: string[] = [];
    let unread = pictures.length;
    let differs = false;
    const takeUp = (number: number, { text, words, confidence }: RecognisedPage, isBetter: boolean): void => {
      if (isBetter) texts[number - 1] = text;
      pages.push({ page: number, pieces: isBetter ? words : [] });
      confidences.push(confidence);
    };
    const compared = new Set<number>();
    const compare = (layer: Layer, { drawing, ...recognised }: LookedAt): LayerComparison['verdict'] => {
      const { verdict, extra } = compareLayer(layer, recognised, drawing);
      compared.add(layer.page);
      differs ||= verdict !== 'same';
      if (verdict === 'differs') hidden.push(...extra.slice(0, MOST_PIECES));
      return verdict;
    };

    for (const number of pictures) {
      if (!recogniser.hasRoom()) break;
      const recognised = await recognisePage(pdf, number, recogniser);
      if (!recognised) continue;
      unread -= 1;
      const before = texts[number - 1] ?? '';
      const layer = layers.find(({ page }) => page === number);
      const isOther = layer !== undefined && compare(layer, recognised) === 'differs';
      const isRicher = isGarbled(before) || lettersIn(recognised.text) > RICHER * lettersIn(before);
      if (isOther || isRicher) takeUp(number, recognised, true);
      else if (lettersIn(before) === 0 || recognised.confidence < SURE) takeUp(number, recognised, false);
    }
    // Grows while it is gone through: whoever put words into one layer may have into others.
    const asked = (hidden.length > 0 ? layers : sample).filter(({ page }) => !compared.has(page));
    for (const layer of asked) {
      const recognised = recogniser.hasRoom() ? await recognisePage(pdf, layer.page, recogniser) : null;
      if (!recognised || compare(layer, recognised) !== 'differs') continue;
      takeUp(layer.page, recognised, true);
      asked.push(...layers.filter((other) => !compared.has(other.page) && !asked.includes(other)));
    }
    const uncompared = asked.some(({ page }) => !compared.has(page));
    return { pages, confidences, unread, hidden, differs, uncompared };
  }).catch(() => nothing);
}

/**
 * The layers that say most, and of equal ones the first: words that are put into a layer make it longer, and what they
 * could add to pages that stay shorter than three others is little. The same document has the same sample every time.
 */
function sampleOf(layers: readonly Layer[]): readonly Layer[] {
  return [...layers]
    .sort((one, other) => lettersIn(other.text) - lettersIn(one.text) || one.page - other.page)
    .slice(0, MOST_COMPARED);
}

/** What was recognised on a page, and what it looks like. */
interface LookedAt extends RecognisedPage {
  readonly drawing: Drawing;
}

async function recognisePage(
  pdf: DrawnPdf,
  number: number,
  recogniser: Recogniser,
): Promise<LookedAt | null> {
  const drawing = await pdf.draw(number, { dotsPerInch: DOTS_PER_INCH, mostPixels: MOST_PIXELS });
  const recognised = drawing && (await recogniser.recognise(graymapOf(drawing)));
  return recognised && { ...recognised, drawing };
}

function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
