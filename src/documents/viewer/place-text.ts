import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { readPage } from '../formats/pdf.js';
import { layersOf } from '../formats/pdf/layers.js';
import { openPdf } from '../formats/pdf/open-pdf.js';
import { typeSize } from '../formats/pdf/text-item.js';
import { withPdfWarnings } from '../formats/pdf/pdf-warnings.js';
import { MAX_PAGES } from '../limits.js';
import type { PlacedPage, PlacedPiece } from './placed-page.js';

/** How far letters reach below their baseline, as a share of the type size. */
const DESCENT = 0.22;
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
        const { width, height, transform } = page.getViewport({ scale: 1 });
        const place = placer(transform, width, height);
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

/** @param toScreen From the units of the page to those of the page as it is shown, y downwards. */
function placer(toScreen: readonly number[], width: number, height: number): (item: TextItem) => PlacedPiece {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = toScreen;
  const share = (value: number): number => Math.round(value * 1e5) / 1e5;
  const across = (x: number, y: number): number => (a * x + c * y) / width;
  const down = (x: number, y: number): number => (b * x + d * y) / height;
  return (item) => {
    const [cos = 1, sin = 0, , , x = 0, y = 0] = item.transform as number[];
    const length = Math.hypot(cos, sin) || 1;
    const [alongX, alongY] = [(cos / length) * item.width, (sin / length) * item.width];
    const size = typeSize(item);
    const [upX, upY] = [(-sin / length) * size, (cos / length) * size];
    const [fromX, fromY] = [x - DESCENT * upX, y - DESCENT * upY];
    return [
      item.str,
      share(across(fromX, fromY) + e / width),
      share(down(fromX, fromY) + f / height),
      share(across(alongX, alongY)),
      share(down(alongX, alongY)),
      share(across(upX, upY)),
      share(down(upX, upY)),
    ];
  };
}
