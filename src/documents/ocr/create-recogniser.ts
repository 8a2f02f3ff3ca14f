import { exifOrientation } from './exif-orientation.js';
import { markRecognisedBullets } from './mark-recognised-bullets.js';
import type { RecognisedPage, Recogniser } from './recogniser.js';
import { recognisedWords } from './recognised-words.js';
import { tesseract as engine, type Tesseract } from './tesseract.js';

/** Pages of one document that are recognised; a CV has one to five. */
const MOST_PAGES = 6;
/** Lines this far from level are turned: a sheet put into a scanner by hand lies askew by 0.3 to 2 degrees. In radians. */
const LEAST_SKEW = 0.005;
/** Steeper lines are a drawing or a page on its side. */
const MOST_SKEW = 0.35;
/** Below this confidence a page may lie on its side or its head. */
const DOUBTED = 55;
/** Below this what comes out is not what stands there: noise, a drawing, another script. It must not become evidence. */
const HOPELESS = 40;
const UPRIGHT = 1;
/** Codes of Exif for a picture turned by a quarter either way and by a half. */
const TURNS = [6, 8, 3];

/**
 * A recogniser for one document. The engine starts with the first picture and stays for those after it.
 *
 * @param budgetMs No page is begun later than this after the first; a page under way ends by itself.
 */
export function createRecogniser(budgetMs: number): Recogniser {
  let begun: number | null = null;
  let pages = 0;
  let late = false;
  const hasTime = (): boolean => performance.now() - (begun ?? 0) < budgetMs;
  const hasRoom = (): boolean => {
    if (pages >= MOST_PAGES) return false;
    late ||= begun !== null && !hasTime();
    return !late;
  };
  return {
    hasRoom,
    isOutOfTime: () => late,
    async recognise(picture) {
      if (!hasRoom()) return null;
      begun ??= performance.now();
      pages += 1;
      const tesseract = await engine();
      tesseract.place(picture);
      const orientation = exifOrientation(picture);
      let best = recogniseTurned(tesseract, orientation, UPRIGHT);
      if (best && best.confidence >= DOUBTED) return best;
      for (const turn of orientation === UPRIGHT ? TURNS : []) {
        if (!hasTime()) break;
        const turned = recogniseTurned(tesseract, turn, turn);
        if (turned && isBetter(turned, best)) best = turned;
        if (best && best.confidence >= DOUBTED) break;
      }
      return best && best.confidence < HOPELESS ? { ...best, text: '', words: [] } : best;
    },
  };
}

function isBetter(page: RecognisedPage, than: RecognisedPage | null): boolean {
  return !than || worth(page) > worth(than);
}

/** A page read the wrong way round gives many signs and few words, each of them doubtful. */
function worth({ text, confidence }: RecognisedPage): number {
  return confidence * (text.match(/\p{L}{3,}/gu)?.length ?? 0);
}

/**
 * Opens the picture, levels its lines and reads it; null where it cannot be opened.
 *
 * @param undone By which the places of its words are turned back: not by its own Exif, as it is shown turned by that.
 */
function recogniseTurned({ api }: Tesseract, orientation: number, undone: number): RecognisedPage | null {
  if (api.SetImageFile(orientation, 0, false) !== 0) return null;
  try {
    api.FindLines();
    const slope = api.GetGradient();
    const skew = Math.abs(slope) >= LEAST_SKEW && Math.abs(slope) <= MOST_SKEW ? slope : 0;
    if (skew !== 0) api.SetImageFile(orientation, skew, false);
    if (api.Recognize(null) !== 0) return null;
    const text = api.GetUTF8Text();
    return {
      text: markRecognisedBullets(text),
      confidence: /\S/.test(text) ? api.MeanTextConf() : 0,
      words: recognisedWords(api.GetTSVText(0), { orientation: undone, skew }),
    };
  } finally {
    api.Clear();
  }
}
