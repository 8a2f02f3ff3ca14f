import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';
import { plainCvPdf } from '../../fixtures/documents/hostile-pdfs.js';
import { cvWordFile } from '../../fixtures/documents/hostile-word-files.js';
import { flateStream, onePage, pdfFile, pdfStream, textLines } from '../../fixtures/documents/pdf-file.js';

describe('a CV', () => {
  it('reads the same as PDF, Word document and plain text', async () => {
    const text = CV_LINES.join('\n');
    const readings = await Promise.all([cvWordFile(), Buffer.from(text)].map(readDocument));
    readings.push(await readDocument(plainCvPdf()));
    expect(readings.map((reading) => reading.text)).toEqual([text, text, text]);
    expect(readings.map((reading) => reading.outcome)).toEqual(['read', 'read', 'read']);
  });

  it('leaves the bytes it was read from as they were', async () => {
    const bytes = plainCvPdf();
    const before = Buffer.from(bytes);
    await readDocument(bytes);
    expect(bytes.equals(before)).toBe(true);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'latin1'])(
    'in %s reads the same',
    async (encoding) => {
      const text = `${CV_LINES.join('\n')}\nZoë Núñez, £30,000`;
      expect((await readDocument(iconv.encode(text, encoding))).text).toBe(text);
    },
  );
});

describe('a PDF', () => {
  it('keeps columns whole, in the order in which they were drawn', async () => {
    const main = CV_LINES.slice(0, 6);
    const side = ['Skills', 'Splinting', 'Cognitive assessment'];
    const page = onePage(pdfStream(textLines(main, 40, 770, 9) + textLines(side, 430, 770, 9)));
    expect((await readDocument(page)).text).toBe([...main, ...side].join('\n'));
  });

  describe('whose columns were drawn line by line', () => {
    const side = ['Contact', 'Leeds LS1', 'Skills', 'Splinting', 'Hoists', 'Equipment'];
    const main = [
      'Occupational Therapist, Harrow Vale Council',
      'I hold a caseload of thirty people at home and',
      'order what they need from the loan store every',
      'week, and see that it comes and that it works.',
      'I chair the panel for major adaptations in turn',
      'with my two colleagues of the locality team.',
    ];
    const scrambled = side
      .map(
        (line, row) =>
          textLines([line], 40, 500 - 14 * row, 10) + textLines([main[row] ?? ''], 200, 497 - 14 * row, 10),
      )
      .join('');
    const label = 'BT /F 9 Tf 0 1 -1 0 20 200 Tm (Curriculum vitae) Tj ET\n';
    const columns = [...side, ...main].join('\n');

    it('reads them one after the other, with a label up its side after them', async () => {
      expect((await readDocument(onePage(pdfStream(scrambled)))).text).toBe(columns);
      expect((await readDocument(onePage(pdfStream(label + scrambled)))).text).toBe(
        `${columns}\nCurriculum vitae`,
      );
    });

    it('does so too where the page is shown turned', async () => {
      const turned = onePage(pdfStream(`q 0 1 -1 0 595 0 cm ${scrambled} Q`), { page: '/Rotate 90' });
      expect((await readDocument(turned)).text).toBe(columns);
    });
  });

  it('has exact spans for its pages', async () => {
    const page = (contents: number): string =>
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${contents} 0 R/Resources<</Font<</F 7 0 R>>>>>>`;
    const bytes = pdfFile([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
      page(5),
      page(6),
      pdfStream(textLines(CV_LINES.slice(0, 5))),
      flateStream(textLines(CV_LINES.slice(5))),
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ]);
    const { text, pages } = await readDocument(bytes);
    expect(pages.map(({ start, end }) => text.slice(start, end))).toEqual([
      CV_LINES.slice(0, 5).join('\n'),
      CV_LINES.slice(5).join('\n'),
    ]);
  });

  it('turned on its side reads as if it were upright', async () => {
    const turned = `q 0 1 -1 0 595 0 cm ${textLines(CV_LINES, 72, 500)} Q`;
    expect((await readDocument(onePage(pdfStream(turned)))).text).toBe(CV_LINES.join('\n'));
  });

  it('closes up headings that are set with spaced letters', async () => {
    const heading = `BT /F 14 Tf 6 Tc 72 60 Td (WORK HISTORY) Tj ET\n`;
    expect((await readDocument(onePage(pdfStream(textLines(CV_LINES) + heading)))).text).toMatch(
      /\nWORK HISTORY$/,
    );
  });

  it('tells the words of a heading whose letters are drawn one by one, close together', async () => {
    // Helvetica's widths at 14 points, and 1.7 points between letters, as browsers print `letter-spacing: 0.12em`.
    const widths: Readonly<Record<string, number>> = {
      W: 13.2,
      R: 10.1,
      H: 10.1,
      I: 3.9,
      S: 9.3,
      T: 8.6,
      Y: 9.3,
      ' ': 3.9,
    };
    let x = 72;
    const drawn = Array.from('WORK HISTORY', (letter) => {
      const at = x;
      x += (widths[letter] ?? 10.5) + 1.7;
      return `1 0 0 1 ${at.toFixed(1)} 60 Tm (${letter}) Tj`;
    });
    const heading = `BT /F 14 Tf ${drawn.join(' ')} ET\n`;
    expect((await readDocument(onePage(pdfStream(textLines(CV_LINES) + heading)))).text).toMatch(
      /\nWORK HISTORY$/,
    );
  });

  it('gives no words of the document away when it is refused', async () => {
    const broken = Buffer.from(
      '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages (Robin Sample)>>endobj trailer<</Root 1 0 R>>',
    );
    const { outcome, detail } = await readDocument(broken);
    expect(outcome).toBe('corrupt');
    expect(detail).not.toContain('Robin');
  });
});
