import { readPage } from '../formats/pdf.js';
import { layersOf } from '../formats/pdf/layers.js';
import { openPdf } from '../formats/pdf/open-pdf.js';
import { placer } from '../formats/pdf/place-item.js';
import { withPdfWarnings } from '../formats/pdf/pdf-warnings.js';
import { MAX_PAGES } from '../limits.js';
import type { PlacedPage } from './placed-page.js';

/** More pieces are a drawing or an attack, and the answer has a limit. */
const MOST_PIECES = 20_000;

/**
 * Where the text of a PDF stands, page by page, in the order in which it is read. Runs in the sandbox.
 *
 * @throws Refusal for what cannot be opened.
 */
export function placeText(bytes: Uint8Array): Promise<PlacedPage[]> {
  return withPdfWarnings(async (warnings) => {
    const { document, close } = await openPdf(bytes);
    try {
      const isLayerShown = await layersOf(document);
      const pages: PlacedPage[] = [];
      let room = MOST_PIECES;
      for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number += 1) {
        const page = await document.getPage(number);
        const { pieces } = await readPage(page, warnings, bytes, isLayerShown);
        const viewport = page.getViewport({ scale: 1 });
        const { width, height } = viewport;
        const place = placer(viewport);
        pages.push({ page: number, width, height, pieces: pieces.slice(0, room).map(place) });
        room = Math.max(0, room - pieces.length);
        page.cleanup();
      }
      return pages;
    } finally {
      await close();
    }
  });
}
