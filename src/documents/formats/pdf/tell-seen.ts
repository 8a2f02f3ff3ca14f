import type { PDFPageProxy } from 'pdfjs-dist';
import { collectRuns, lettersOf, type DrawnRun, type MarkedRuns } from './marks/marked-runs.js';
import type { PageMarks } from './page-marks.js';
import { unseenRuns } from './unseen-runs.js';

/** Fewer letters than this may be a typesetter's leftovers. */
export const LEAST_HIDDEN_LETTERS = 4;
/** Pieces of hidden text that are kept of a page. */
export const MOST_PIECES = 50;
/**
 * The layer of text under a scan is what was recognised in it. There is no more to be seen as text than a stamp or a page
 * number, in letters or as a share of the layer's: elsewhere nobody needs an invisible copy of what is seen.
 */
const STAMP_LETTERS = 100;
const STAMP_SHARE = 0.1;
/** Without a look at the page, images on this share of it make it a scan. */
const SCAN_SHARE = 0.2;
/** Text under a picture is the layer of a scan where pictures cover most of the page. */
const LAYER_SHARE = 0.5;

/** What is seen of a page's text, and what is not. */
export interface SeenText {
  readonly visible: MarkedRuns;
  readonly hidden: readonly DrawnRun[];
  /**
   * Letters that count as seen only because a picture shows something in their place: those of the layer of a scan, which
   * stands over it in an invisible mode, or under it.
   */
  readonly layerLetters: number;
}

/**
 * Tells suspect text that is seen from text that is not, by drawing the page where there is enough of it to matter. Text
 * in an invisible mode counts as seen where it is the layer of a scan, as far as there is something where it says that
 * there are letters.
 *
 * @param bytes Of the document.
 */
export async function tellSeen(marks: PageMarks, page: PDFPageProxy, bytes: Uint8Array): Promise<SeenText> {
  const { suspects, invisible } = marks;
  const visible = collectRuns(marks.visible);
  const hidden = [...marks.hidden];
  const mayBeLayer = isLayer(invisible, marks.visible.letters);
  const doubted = [...suspects, ...(mayBeLayer ? invisible : [])];
  const unseen =
    lettersOf(doubted) < LEAST_HIDDEN_LETTERS
      ? doubted.map(() => false)
      : await unseenRuns(bytes, page, doubted);
  const put = (run: DrawnRun, isHidden: boolean): void => {
    // Quotation marks have no ink where letters have theirs.
    if (isHidden && /[\p{L}\p{N}]/u.test(run.text)) hidden.push(run);
    else visible.add(run.text, run.letters, run.start);
  };
  let layerLetters = 0;
  for (const [index, run] of suspects.entries()) {
    const isHidden = unseen[index] ?? run.presumed === 'hidden';
    put(run, isHidden);
    if (!isHidden && run.isCovered && marks.imageShare >= LAYER_SHARE) layerLetters += run.letters;
  }
  const seenAsLayer = mayBeLayer && isLayer(invisible, visible.letters);
  for (const [index, run] of invisible.entries()) {
    const isBare = unseen[suspects.length + index] ?? marks.imageShare < SCAN_SHARE;
    put(run, !seenAsLayer || isBare);
    if (seenAsLayer && !isBare) layerLetters += run.letters;
  }
  return { visible, hidden: lettersOf(hidden) < LEAST_HIDDEN_LETTERS ? [] : hidden, layerLetters };
}

function isLayer(invisible: readonly DrawnRun[], visibleLetters: number): boolean {
  return visibleLetters < Math.max(STAMP_LETTERS, STAMP_SHARE * lettersOf(invisible));
}
