import type { PDFDocumentProxy } from 'pdfjs-dist';

/** Whether a layer of a PDF is shown when it is opened (optional content, ISO 32000-1, 8.11). */
export async function layersOf(document: PDFDocumentProxy): Promise<(layer: unknown) => boolean> {
  const layers = await document.getOptionalContentConfig();
  return (layer) => typeof layer !== 'object' || layer === null || Boolean(layers.isVisible(layer));
}
