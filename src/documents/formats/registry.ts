import type { DocumentFormat } from '../reading.js';
import { readDoc } from './doc.js';
import { readDocx } from './docx.js';
import type { FormatReader } from './format.js';
import { readHtml } from './html.js';
import { readImage } from './image.js';
import { readOdt } from './odt.js';
import { readPdf } from './pdf.js';
import { readRtf } from './rtf.js';
import { readTxt } from './txt.js';

/** The one place where a format meets its reader. */
export const formatReaders: Readonly<Record<DocumentFormat, FormatReader>> = {
  pdf: readPdf,
  docx: readDocx,
  doc: readDoc,
  odt: readOdt,
  rtf: readRtf,
  html: readHtml,
  txt: readTxt,
  jpeg: readImage,
  png: readImage,
  tiff: readImage,
};
