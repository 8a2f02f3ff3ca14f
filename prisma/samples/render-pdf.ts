import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { PDFParse } from 'pdf-parse';
import type { Block, SampleSource } from './sample-source.js';

interface Face {
  readonly regular: string;
  readonly bold: string;
}
interface Column {
  readonly x: number;
  readonly width: number;
  readonly face: Face;
  readonly size: number;
}
type Doc = PDFKit.PDFDocument;

const liberation = join(
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
);
const SANS: Face = { regular: 'Helvetica', bold: 'Helvetica-Bold' };
const SERIF: Face = { regular: 'Times-Roman', bold: 'Times-Bold' };
/** Embedded as subsets with their own glyph numbering, as office programs do. */
const EMBEDDED: Face = {
  regular: join(liberation, 'LiberationSans-Regular.ttf'),
  bold: join(liberation, 'LiberationSans-Bold.ttf'),
};
const MARGIN = 50;
const BOTTOM = 790;

/** The CV as an A4 PDF in the layout it names. */
export async function renderPdf(source: SampleSource): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    // A fixed date: building the same sources again gives the same files.
    info: { Title: 'Curriculum vitae', CreationDate: new Date('2026-03-01T09:00:00Z') },
    ...(source.layout === 'encrypted'
      ? { userPassword: 'ward14', ownerPassword: 'ward14-owner', pdfVersion: '1.7' as const }
      : {}),
  });
  const bytes = collect(doc);
  const main = source.blocks.filter((block) => !block.side);
  const side = source.blocks.filter((block) => block.side);
  const width = doc.page.width - 2 * MARGIN;

  if (source.layout === 'two-column') {
    doc.rect(0, 0, 210, doc.page.height).fillOpacity(0.08).fill('#205080').fillOpacity(1);
    print(doc, layColumn(doc, main, { x: 235, width: width - 185, face: EMBEDDED, size: 9.5 }, MARGIN));
    print(doc, layColumn(doc, side, { x: 40, width: 155, face: EMBEDDED, size: 9 }, 130));
  } else if (source.layout === 'two-column-right') {
    print(doc, layColumn(doc, side, { x: 415, width: 135, face: SANS, size: 9 }, 110));
    print(doc, layColumn(doc, main, { x: MARGIN, width: 345, face: SANS, size: 10 }, MARGIN));
  } else {
    const face = { banner: EMBEDDED, corrupt: EMBEDDED, serif: SERIF }[source.layout as string] ?? SANS;
    if (source.layout === 'banner') doc.rect(0, 0, doc.page.width, 36).fill('#0b5d52');
    const size = face === SERIF ? 12 : 10.5;
    print(doc, layColumn(doc, main, { x: MARGIN, width, face, size }, MARGIN));
  }
  doc.end();
  return bytes;
}

/** A photograph of a page: pictures of the pages of `pdf`, slightly crooked, and no text at all. */
export async function renderScan(pdf: Buffer): Promise<Buffer> {
  const parser = new PDFParse({ data: new Uint8Array(pdf) });
  const { pages } = await parser.getScreenshot({ scale: 1.6, imageBuffer: true, imageDataUrl: false });
  await parser.destroy();
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    info: { Producer: 'Scanner', CreationDate: new Date('2026-03-01T09:00:00Z') },
    autoFirstPage: false,
  });
  const bytes = collect(doc);
  for (const page of pages) {
    doc.addPage();
    doc.rotate(0.7, { origin: [297, 421] });
    doc.image(Buffer.from(page.data), 0, 0, { width: doc.page.width });
  }
  doc.end();
  return bytes;
}

/** One printed line. */
interface Line {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font: string;
  readonly size: number;
}

/** Breaks blocks into lines, downwards and on to further pages. */
function layColumn(doc: Doc, blocks: readonly Block[], column: Column, top: number): Line[] {
  const lines: Line[] = [];
  let y = top;
  let page = 0;
  const write = (text: string, font: string, size: number, indent = 0, gap = 2): void => {
    doc.font(font).fontSize(size);
    const height = doc.currentLineHeight(true);
    for (const line of breakLines(text, (part) => doc.widthOfString(part) <= column.width - indent)) {
      if (y + height > BOTTOM) {
        page += 1;
        y = MARGIN;
      }
      lines.push({ page, x: column.x + indent, y, text: line, font, size });
      y += height;
    }
    y += gap;
  };
  const { face, size } = column;
  for (const block of blocks) {
    if (block.kind === 'name') write(block.text, face.bold, size + 9, 0, 4);
    else if (block.kind === 'heading') {
      y += 8;
      write(column.face === SERIF ? block.text : block.text.toUpperCase(), face.bold, size + 1.5, 0, 3);
    } else if (block.kind === 'role') {
      y += 4;
      write(block.title, face.bold, size, 0, 1);
      write(roleLine(block.employer, block.dates, face), face.regular, size, 0, 2);
    } else if (block.kind === 'bullet') write(`• ${block.text}`, face.regular, size, 8);
    else if (block.kind === 'row') write(block.cells.join('   '), face.regular, size);
    else write(block.text, face.regular, size);
  }
  return lines;
}

function breakLines(text: string, fits: (part: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** Prints lines in the order in which they are given: readers of the file meet them in that order. */
function print(doc: Doc, lines: readonly Line[]): void {
  doc.fillColor('black');
  for (const { page, x, y, text, font, size } of lines) {
    while (page >= doc.bufferedPageRange().count) doc.addPage();
    doc.switchToPage(page);
    doc.font(font).fontSize(size).text(text, x, y, { lineBreak: false });
  }
}

function roleLine(employer: string, dates: string, face: Face): string {
  if (dates === '') return employer;
  return face === SERIF ? `${employer}, ${dates}` : `${employer} | ${dates}`;
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
