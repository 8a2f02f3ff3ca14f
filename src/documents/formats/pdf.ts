import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { MAX_PAGES, MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { OUT_OF_MEMORY, Refusal } from '../refusal.js';
import type { Extract, ReadingTools } from './format.js';
import { isGarbled } from '../judge-text.js';
import type { Layer } from './pdf/compare-layer.js';
import { cutUnseen } from './pdf/cut-unseen.js';
import { fileFlags } from './pdf/file-flags.js';
import type { Box } from './pdf/geometry.js';
import { layersOf } from './pdf/layers.js';
import { openPdf } from './pdf/open-pdf.js';
import { mendItems } from './pdf/mend-items.js';
import { frameOf, pageLines, type PageLines } from './pdf/page-lines.js';
import { pageMarks, type PageMarks } from './pdf/page-marks.js';
import { placer } from './pdf/place-item.js';
import { recognisePages } from './pdf/recognise-pages.js';
import { LEAST_HIDDEN_LETTERS, MOST_PIECES, tellSeen } from './pdf/tell-seen.js';
import { withPdfWarnings, type PdfWarnings } from './pdf/pdf-warnings.js';

/** A page with fewer characters may be a picture, where images cover this share of it. */
const FEW_CHARACTERS = 20;
const PICTURE_SHARE = 0.2;
/** So may one with fewer than this, where they cover most of it: scans are stamped ("Downloaded on … page 2 of 3"). */
const STAMP_CHARACTERS = 200;
const SCAN_SHARE = 0.5;
/** Fewer letters under or over a scan are stamps and page numbers. */
const LAYER_LETTERS = 40;
/** Share of the letters of a page that makes them its layer: what else is there are stamps. */
const LAYER_SHARE = 0.5;

/**
 * Reads the first 50 pages of a PDF, page by page; those that are a picture with hardly a word, or whose text is
 * garbage, by recognising what they look like. A scan's own layer of text is read where the scan shows the same.
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
  const layers: Layer[] = [];
  const hiddenText: string[] = [];
  const isLayerShown = await layersOf(document);
  let length = 0;
  for (
    let number = 1;
    number <= Math.min(document.numPages, MAX_PAGES) && length < MAX_RAW_LENGTH;
    number += 1
  ) {
    const page = await document.getPage(number);
    const { text, hidden, picture, layer } = await readPage(page, warnings, bytes, isLayerShown);
    page.cleanup();
    if (warnings.outOfMemory) throw new Refusal('too_large', OUT_OF_MEMORY);
    if (hidden.length > 0) flags.add('hidden_text');
    hiddenText.push(...hidden.slice(0, MOST_PIECES));
    if (picture) pictures.push(number);
    if (layer) layers.push(layer);
    pages.push(text.slice(0, MAX_RAW_LENGTH - length));
    length += text.length;
  }
  const recognised = await recognisePages(bytes, { pictures, layers }, recogniser, pages);
  if (recognised.hidden.length > 0) flags.add('hidden_text');
  if (recognised.uncompared) flags.add('uncompared_layer');
  return {
    pages,
    picturePages: recognised.unread,
    recognised: recognised.confidences,
    recognisedPages: recognised.pages,
    hiddenText: [...hiddenText, ...recognised.hidden],
    layerDiffers: recognised.differs,
    flags: [...flags],
    truncated: document.numPages > pages.length || length > MAX_RAW_LENGTH,
  };
}

export interface ReadPage extends PageLines {
  /** True for a page that shows a picture and has hardly any text, and for one whose text means nothing. */
  readonly picture: boolean;
  /** The page's text where most of it counts as seen only because a picture shows something in its place. */
  readonly layer: Layer | null;
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
  const operators = await page.getOperatorList();
  const marks = pageMarks(operators, OPS, box, warnings.largeImages > largeBefore, isLayerShown);
  const seen = await tellSeen(marks, page, bytes);
  const content = cutUnseen(mendItems(await page.getTextContent(), marks), seen);
  const viewport = page.getViewport({ scale: 1 });
  const lines = pageLines(content, frameOf(viewport.transform, viewport.height));
  const isLayer = seen.layerLetters >= Math.max(LAYER_LETTERS, LAYER_SHARE * seen.visible.letters);
  const outside = marks.outside.letters < LEAST_HIDDEN_LETTERS ? [] : marks.outside.pieces;
  return {
    ...lines,
    hidden: [...lines.hidden, ...seen.hidden.map(({ text }) => text), ...marks.claimed, ...outside],
    picture: isPicture(lines.text, marks),
    layer: isLayer
      ? { page: page.pageNumber, text: lines.text, pieces: lines.pieces.map(placer(viewport)) }
      : null,
  };
}

function isPicture(text: string, { imageShare, outlines }: PageMarks): boolean {
  if (isGarbled(text)) return true;
  const characters = text.replace(/\s/g, '').length;
  if (characters < FEW_CHARACTERS) return outlines || imageShare >= PICTURE_SHARE;
  return characters < STAMP_CHARACTERS && imageShare >= SCAN_SHARE;
}
