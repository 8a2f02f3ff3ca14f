import type { Extract, ReadingTools } from './formats/format.js';
import { formatReaders } from './formats/registry.js';
import { judgeText } from './judge-text.js';
import { joinOverBreaks } from './normalise/join-over-breaks.js';
import { joinPages } from './normalise/join-pages.js';
import { normalisePage } from './normalise/normalise-page.js';
import { setAsideFurniture } from './normalise/set-aside-furniture.js';
import { createRecogniser } from './ocr/create-recogniser.js';
import type { Recognition } from './ocr/recogniser.js';
import { judgeQuality, visibleCharacters } from './quality/judge-quality.js';
import type { DocumentFormat, Outcome, Reading, ReadingFlag } from './reading.js';
import { isAllocationFailure, OUT_OF_MEMORY, OUT_OF_TIME, Refusal, refusedReading } from './refusal.js';
import { isPhoneFormat, sniffFormat } from './sniff.js';
import { placeWords } from './viewer/place-words.js';

/** Pieces of hidden text that are told, and how much of each: enough to see what somebody tried. */
const TOLD_PIECES = 20;
const TOLD_LENGTH = 300;
const MOST_PIECES = 1_000;

/**
 * Reads a document: format by bytes, text by the format's reader, normalised, judged. Same bytes, same reading. Never
 * rejects; runs in the sandbox only, where a hostile file may still hang it, swell it or end it.
 *
 * @param recognitionMs Time for recognising text in pictures; 0: pictures stay unread.
 */
export async function readDocument(bytes: Uint8Array, recognitionMs = 0): Promise<Reading> {
  const tools: ReadingTools = { recogniser: recognitionMs > 0 ? createRecogniser(recognitionMs) : null };
  let format: DocumentFormat | null = null;
  try {
    format = await formatOf(bytes);
    return assemble(format, await formatReaders[format](bytes, tools), recognitionBy(tools));
  } catch (error) {
    const { outcome, detail } = refusalFor(error);
    return refusedReading(format, outcome, detail);
  }
}

async function formatOf(bytes: Uint8Array): Promise<DocumentFormat> {
  if (bytes.byteLength === 0) throw new Refusal('corrupt', 'the file is empty');
  const format = await sniffFormat(bytes);
  if (format) return format;
  throw new Refusal('unsupported', isPhoneFormat(bytes) ? 'a HEIC photo' : 'no format that is read');
}

function recognitionBy({ recogniser }: ReadingTools): Recognition {
  if (recogniser === null) return 'off';
  return recogniser.isOutOfTime() ? 'out_of_time' : 'done';
}

function assemble(format: DocumentFormat, extract: Extract, recognition: Recognition): Reading {
  const normal = extract.pages.map(normalisePage);
  const whole = joinOverBreaks(setAsideFurniture(normal.map((page) => page.text)));
  const { text, pages, truncated } = joinPages(whole);
  const {
    picturePages,
    recognised = [],
    recognisedPages = [],
    hiddenText = [],
    layerDiffers = false,
  } = extract;
  judgeText(extract.pages.join('\n'), text, picturePages, recognition);
  const flags = new Set<ReadingFlag>(extract.flags);
  if (normal.some((page) => page.invisible)) flags.add('invisible_characters');
  if (normal.some((page) => page.lookalike)) flags.add('lookalike_letters');
  if (picturePages > 0) flags.add('picture_page');
  if (recognised.length > 0) flags.add('recognised_text');
  const isCut = truncated || extract.truncated;
  const layerUncompared = flags.has('uncompared_layer');
  return {
    outcome: 'read',
    format,
    text,
    pages,
    truncated: isCut,
    flags: [...flags].sort(),
    quality: judgeQuality({
      ...{ text, pages: pages.length, picturePages },
      recognisedCharacters: pages
        .filter(({ page }) => recognisedPages.some((one) => one.page === page))
        .map(({ start, end }) => visibleCharacters(text.slice(start, end))),
      ...{ confidences: recognised, layerDiffers, layerUncompared, truncated: isCut },
    }),
    recognisedWords: placeWords(text, pages, recognisedPages),
    hiddenText: told([...hiddenText, ...normal.flatMap(({ disguised }) => disguised)]),
    detail: (picturePages > 0 || layerUncompared) && recognition === 'out_of_time' ? OUT_OF_TIME : null,
  };
}

/** Each piece once, however often it was repeated. */
function told(pieces: readonly string[]): string[] {
  return [...new Set(pieces.slice(0, MOST_PIECES).map(shorten))].filter(Boolean).slice(0, TOLD_PIECES);
}

/** One line of clean text, since it is stored and shown. */
function shorten(piece: string): string {
  const { text } = normalisePage(piece.slice(0, 4 * TOLD_LENGTH));
  return text
    .replace(/\s+/g, ' ')
    .slice(0, TOLD_LENGTH)
    .replace(/[\ud800-\udbff]$/, '');
}

/** Messages of parsers may quote the document, so only the error's kind goes into the detail. */
function refusalFor(error: unknown): { outcome: Exclude<Outcome, 'read'>; detail: string } {
  if (error instanceof Refusal) return error;
  if (isAllocationFailure(error)) return { outcome: 'too_large', detail: OUT_OF_MEMORY };
  const kind = error instanceof Error ? error.name : typeof error;
  return { outcome: 'corrupt', detail: `the parser gave up (${kind.slice(0, 40)})` };
}
