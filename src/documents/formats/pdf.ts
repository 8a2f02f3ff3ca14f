import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { TextContent } from 'pdfjs-dist/types/src/display/api.js';
import { MAX_PAGES, MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { OUT_OF_MEMORY, Refusal } from '../refusal.js';
import type { Extract } from './format.js';
import { fileFlags } from './pdf/file-flags.js';
import { openPdf } from './pdf/open-pdf.js';
import { pageLines, type PageLines } from './pdf/page-lines.js';
import { pageMarks, type PageMarks } from './pdf/page-marks.js';
import { withPdfWarnings, type PdfWarnings } from './pdf/pdf-warnings.js';

/** A page with fewer visible characters may be a picture. */
const FEW_CHARACTERS = 20;
/** Pages whose drawing is followed in search of hidden text, which takes as long as reading them. */
const MARKED_PAGES = 10;
/** Fewer letters than this may be a typesetter's leftovers. */
const LEAST_HIDDEN_LETTERS = 4;

/**
 * Reads the first 50 pages of a PDF, page by page.
 *
 * @throws Refusal with `encrypted`, `corrupt` or `too_large`.
 */
export function readPdf(bytes: Uint8Array): Promise<Extract> {
  return withPdfWarnings(async (warnings) => {
    const { document, close } = await openPdf(bytes);
    try {
      return await readPages(bytes, document, warnings);
    } finally {
      await close();
    }
  });
}

async function readPages(
  bytes: Uint8Array,
  document: PDFDocumentProxy,
  warnings: PdfWarnings,
): Promise<Extract> {
  const pages: string[] = [];
  const flags = new Set<ReadingFlag>(await fileFlags(bytes, document));
  let picturePages = 0;
  let length = 0;
  for (
    let number = 1;
    number <= Math.min(document.numPages, MAX_PAGES) && length < MAX_RAW_LENGTH;
    number += 1
  ) {
    const page = await document.getPage(number);
    const { text, hidden, picture } = await readPage(page, number, warnings);
    page.cleanup();
    if (warnings.outOfMemory) throw new Refusal('too_large', OUT_OF_MEMORY);
    if (hidden) flags.add('hidden_text');
    if (picture) picturePages += 1;
    pages.push(text.slice(0, MAX_RAW_LENGTH - length));
    length += text.length;
  }
  return {
    pages,
    picturePages,
    flags: [...flags],
    truncated: document.numPages > pages.length || length > MAX_RAW_LENGTH,
  };
}

async function readPage(
  page: PDFPageProxy,
  number: number,
  warnings: PdfWarnings,
): Promise<{ text: string; hidden: boolean; picture: boolean }> {
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const height = Math.abs(top - bottom);
  const content = await page.getTextContent();
  const edges = [Math.min(bottom, top), Math.max(bottom, top)] as const;
  const lines = pageLines(content, edges);
  const hasFewCharacters = lines.text.replace(/\s/g, '').length < FEW_CHARACTERS;
  if (number > MARKED_PAGES && !hasFewCharacters) return { ...lines, picture: false };
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const largeBefore = warnings.largeImages;
  const marks = pageMarks(await page.getOperatorList(), OPS, Math.abs(right - left) * height);
  const hasLargeImage = warnings.largeImages > largeBefore;
  const picture = hasFewCharacters && (hasLargeImage || marks.picture);
  // Where a large image was left out, white letters may stand on it and invisible ones are the text of a scan.
  if (hasLargeImage) return { ...lines, picture };
  return { ...seenLines(content, edges, lines, marks), picture };
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
  return { text: seen.text, hidden: true };
}
