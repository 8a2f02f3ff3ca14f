import type { DocumentFormat } from '../reading.js';
import { readDocx } from './docx.js';
import type { FormatReader } from './format.js';
import { readPdf } from './pdf.js';
import { readTxt } from './txt.js';

/** The one place where a format meets its reader. */
export const formatReaders: Readonly<Record<DocumentFormat, FormatReader>> = {
  pdf: readPdf,
  docx: readDocx,
  txt: readTxt,
};
