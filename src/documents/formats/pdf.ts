import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { TextContent } from 'pdfjs-dist/types/src/display/api.js';
import { MAX_PAGES, MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { OUT_OF_MEMORY, Refusal } from '../refusal.js';
import type { Extract, ReadingTools } from './format.js';
import { isGarbled } from '../judge-text.js';
import { flatRuns } from './pdf/flat-runs.js';
import { fileFlags } from './pdf/file-flags.js';
import type { Box } from './pdf/geometry.js';
import { layersOf } from './pdf/layers.js';
import { openPdf } from './pdf/open-pdf.js';
import { mendItems } from './pdf/mend-items.js';
import { pageLines, type PageLines } from './pdf/page-lines.js';
import { pageMarks, type PageMarks } from './pdf/page-marks.js';
import { recognisePages } from './pdf/recognise-pages.js';
import { withPdfWarnings, type PdfWarnings } from './pdf/pdf-warnings.js';

/** A page with fewer visible characters may be a picture. */
const FEW_CHARACTERS = 20;
/** Fewer letters than this may be a typesetter's leftovers. */
const LEAST_HIDDEN_LETTERS = 4;
/** Pieces of hidden text that are kept of a page. */
const MOST_PIECES = 50;

/**
 * Reads the first 50 pages of a PDF, page by page; those that are a picture with hardly a word, or whose text is
 * garbage, by recognising what they look like.
 *
 * @throws Refusal with `encrypted`, `corrupt` or `too_large`.
 */
export function readPdf(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  return withPdfWarnings(async (warnings) => {
    const { document, close } = await openPdf(bytes);
    try {
      return await readPages(bytes, document, warnings, tools);
    } finally {
      await close();
    }
  });
}

async function readPages(
  bytes: Uint8Array,
  document: PDFDocumentProxy,
  warnings: PdfWarnings,
  { recogniser }: ReadingTools,
): Promise<Extract> {
  const pages: string[] = [];
  const flags = new Set<ReadingFlag>(await fileFlags(bytes, document));
  const pictures: number[] = [];
  const hiddenText: string[] = [];
  const isLayerShown = await layersOf(document);
  let length = 0;
  for (
    let number = 1;
    number <= Math.min(document.numPages, MAX_PAGES) && length < MAX_RAW_LENGTH;
    number += 1
  ) {
    const page = await document.getPage(number);
    const { text, hidden, picture } = await readPage(page, warnings, bytes, isLayerShown);
    page.cleanup();
    if (warnings.outOfMemory) throw new Refusal('too_large', OUT_OF_MEMORY);
    if (hidden.length > 0) flags.add('hidden_text');
    hiddenText.push(...hidden.slice(0, MOST_PIECES));
    if (picture) pictures.push(number);
    pages.push(text.slice(0, MAX_RAW_LENGTH - length));
    length += text.length;
  }
  const recognised = recogniser ? await recognisePages(bytes, pictures, recogniser, pages) : [];
  return {
    pages,
    picturePages: pictures.length - recognised.length,
    recognised,
    hiddenText,
    flags: [...flags],
    truncated: document.numPages > pages.length || length > MAX_RAW_LENGTH,
  };
}

export interface ReadPage extends PageLines {
  /** True for a page that shows a picture and has hardly any text, and for one whose text means nothing. */
  readonly picture: boolean;
}

/**
 * One page, as it is read.
 *
 * @param bytes Of the document, to draw the page where only that can tell what is seen of it.
 */
export async function readPage(
  page: PDFPageProxy,
  warnings: PdfWarnings,
  bytes: Uint8Array,
  isLayerShown?: (layer: unknown) => boolean,
): Promise<ReadPage> {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const box: Box = [
    Math.min(left, right),
    Math.min(bottom, top),
    Math.max(left, right),
    Math.max(bottom, top),
  ];
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const largeBefore = warnings.largeImages;
  const marks = await settle(pageMarks(await page.getOperatorList(), OPS, box, isLayerShown), page, bytes);
  const hasLargeImage = warnings.largeImages > largeBefore;
  const content = mendItems(await page.getTextContent(), marks);
  const edges = [box[1], box[3]] as const;
  const lines = pageLines(content, edges);
  const hasFewCharacters = lines.text.replace(/\s/g, '').length < FEW_CHARACTERS;
  const garbled = isGarbled(lines.text);
  const picture = garbled || ((hasLargeImage || marks.picture || marks.outlines) && hasFewCharacters);
  const outside = marks.outside.letters < LEAST_HIDDEN_LETTERS ? [] : marks.outside.pieces;
  // Where a large image was left out, white letters may stand on it and invisible ones are the text of a scan.
  const seen = hasLargeImage ? lines : seenLines(content, edges, lines, marks);
  return { ...seen, hidden: [...seen.hidden, ...outside], picture };
}

/** Tells whether suspect text is seen, where there is enough of it to matter. */
async function settle(marks: PageMarks, page: PDFPageProxy, bytes: Uint8Array): Promise<PageMarks> {
  const { suspects, visible, hidden } = marks;
  const letters = suspects.reduce((sum, run) => sum + run.letters, 0);
  const flat =
    letters < LEAST_HIDDEN_LETTERS ? new Set() : await flatRuns(bytes, page.pageNumber, page, suspects);
  for (const run of suspects) (flat.has(run) ? hidden : visible).starts.add(...run.start);
  const count = (isFlat: boolean): number =>
    suspects.filter((run) => flat.has(run) === isFlat).reduce((sum, run) => sum + run.letters, 0);
  const pieces = suspects.filter((run) => flat.has(run)).map(({ text }) => text);
  return {
    ...marks,
    visible: { ...visible, letters: visible.letters + count(false) },
    hidden: { ...hidden, letters: hidden.letters + count(true), pieces: [...hidden.pieces, ...pieces] },
  };
}

/** The lines without what is hidden; all of them where that is most of the page, since then the marks are not trusted. */
function seenLines(
  content: TextContent,
  edges: readonly [number, number],
  lines: PageLines,
  marks: PageMarks,
): PageLines {
  const unseen = marks.picture ? [marks.hidden] : [marks.hidden, marks.invisible];
  const letters = unseen.reduce((sum, runs) => sum + runs.letters, 0);
  if (letters < LEAST_HIDDEN_LETTERS) return lines;
  const isUnseen = (x: number, y: number): boolean =>
    unseen.some(({ starts }) => starts.has(x, y)) && !marks.visible.starts.has(x, y);
  const seen = letters < marks.visible.letters ? pageLines(content, edges, isUnseen) : lines;
  return { ...seen, hidden: [...lines.hidden, ...unseen.flatMap(({ pieces }) => pieces)] };
}
