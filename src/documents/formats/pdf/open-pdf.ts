import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFParse as PdfParser } from 'pdf-parse';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { isAllocationFailure, OUT_OF_MEMORY, Refusal } from '../../refusal.js';

/** Images of more pixels are not decoded, only counted: a page in a picture has 500,000 at 72 dpi, a portrait fewer. */
const LARGEST_DECODED_IMAGE = 300_000;

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly close: () => Promise<void>;
}

/**
 * Opens a PDF with pdf-parse on pdf.js. Fonts, character maps and decoders come from files inside pdfjs-dist; without
 * them some documents lose their text. Nothing is fetched, nothing is evaluated, no form is built.
 *
 * @throws Refusal with `encrypted` (a password is needed to open it), `corrupt` or `too_large`.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const PDFParse = await loadParser();
  const parser = new PDFParse({
    // pdf.js takes the buffer over and leaves the caller with an empty one.
    data: bytes.slice(),
    // Warnings tell of allocations that failed and pictures that were left out: see pdf-warnings.ts.
    verbosity: 1,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: LARGEST_DECODED_IMAGE,
    cMapUrl: pdfjsFolder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: pdfjsFolder('standard_fonts'),
    wasmUrl: pdfjsFolder('wasm'),
    iccUrl: pdfjsFolder('iccs'),
  });
  try {
    // pdf-parse keeps the opened document private, and its own text loses the gaps between columns: see page-lines.ts.
    const opener = parser as unknown as { load(): Promise<PDFDocumentProxy> };
    return { document: await opener.load(), close: () => parser.destroy() };
  } catch (error) {
    await parser.destroy();
    throw refusalFor(error);
  }
}

/**
 * pdf.js wants drawing classes, which a native canvas would bring. They are not used for text: empty ones keep native
 * code out of reach of the documents. Its worker is loaded here and so runs in this thread.
 */
async function loadParser(): Promise<typeof PdfParser> {
  const scope = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) scope[name] ??= function Unused() {};
  // @ts-expect-error: the worker has no declarations; importing it registers it.
  await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return (await import('pdf-parse')).PDFParse;
}

function pdfjsFolder(name: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), name) + sep;
}

function refusalFor(error: unknown): Refusal {
  if (isAllocationFailure(error)) return new Refusal('too_large', OUT_OF_MEMORY);
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' };
  if (name === 'PasswordException') return new Refusal('encrypted', 'a PDF with a password');
  if (/encrypt|security handler/i.test(message))
    return new Refusal('encrypted', 'a PDF encrypted in an unknown way');
  return new Refusal('corrupt', `not a whole PDF (${name.slice(0, 40)})`);
}
