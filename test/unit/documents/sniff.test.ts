import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { sniffFormat } from '../../../src/documents/sniff.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';
import { plainCvPdf } from '../../fixtures/documents/hostile-pdfs.js';
import { cvWordFile } from '../../fixtures/documents/hostile-word-files.js';
import { paragraph, wordEntries } from '../../fixtures/documents/word-file.js';
import { zipFile } from '../../fixtures/documents/zip-file.js';

const text = CV_LINES.join('\r\n');
const accented = `${text}\r\nZoë Núñez – “Führung”, 25 °C, £30,000`;

describe('the format of a document', () => {
  it.each([
    ['pdf', 'a PDF', plainCvPdf()],
    ['pdf', 'a PDF behind a byte order mark', Buffer.concat([Buffer.from('\ufeff'), plainCvPdf()])],
    ['docx', 'a Word document', cvWordFile()],
    [
      'docx',
      'a Word document without content types at its start',
      zipFile(wordEntries(paragraph('x')).toReversed()),
    ],
    ['txt', 'ASCII', Buffer.from(text)],
    ['txt', 'UTF-8', Buffer.from(accented)],
    ['txt', 'UTF-8 with a byte order mark', Buffer.from(`\ufeff${accented}`)],
    ['txt', 'UTF-8 cut in the middle of a character', Buffer.from(`${text} Zoë`).subarray(0, -1)],
    ['txt', 'UTF-16 with a byte order mark', iconv.encode(accented, 'utf-16le', { addBOM: true })],
    ['txt', 'UTF-16 without one', iconv.encode(accented, 'utf-16le')],
    ['txt', 'big-endian UTF-16 without one', iconv.encode(accented, 'utf-16be')],
    ['txt', 'windows-1252', iconv.encode(accented, 'windows-1252')],
    ['txt', 'text with the end mark of DOS', Buffer.from(`${text}\x1a`)],
    ['txt', 'text with form feeds', Buffer.from(`${text}\f${text}`)],
  ])('is %s for %s', async (format, _, bytes) => {
    expect(await sniffFormat(bytes)).toBe(format);
  });

  it('is found in the first 4,100 bytes of a Word document', async () => {
    const body = CV_LINES.map((line) => paragraph(line.repeat(40))).join('');
    const bytes = zipFile(
      wordEntries(body, { more: [{ name: 'word/media/a.png', data: Buffer.alloc(50_000, 7) }] }),
    );
    expect(await sniffFormat(bytes.subarray(0, 4_100))).toBe('docx');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a PDF header behind junk', Buffer.concat([Buffer.from('junk\n'), plainCvPdf()])],
    [
      'a PDF behind a script',
      Buffer.concat([Buffer.from(`<script>1</script>${' '.repeat(880)}`), plainCvPdf()]),
    ],
    ['HTML', Buffer.from(`<!doctype html><p>${text}</p>`)],
    ['HTML in UTF-16', iconv.encode(`<html><p>${text}</p>`, 'utf-16le', { addBOM: true })],
    ['SVG', Buffer.from(`\n  <svg><text>${text}</text></svg>`)],
    ['XML', Buffer.from(`<?xml version="1.0"?><a>${text}</a>`)],
    ['RTF', Buffer.from(`{\\rtf1 ${text}}`)],
    ['PostScript', Buffer.from(`%!PS\n${text}`)],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf everything\n')],
    ['an e-mail', Buffer.from(`From: a@example.org\nTo: b@example.org\nSubject: CV\n\n${text}`)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex')],
    ['a program', Buffer.from(`MZ\x90\0\x03\0\0\0${text}`, 'latin1')],
    ['old Word', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500)])],
    [
      'a spreadsheet',
      zipFile([
        { name: '[Content_Types].xml', data: spreadsheetTypes() },
        { name: 'xl/workbook.xml', data: '<a/>' },
      ]),
    ],
    [
      'an OpenDocument text',
      zipFile([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
    ],
    ['a ZIP with a CV in it', zipFile([{ name: 'cv.txt', data: text }])],
    [
      'noise without zero bytes',
      Buffer.from(Array.from({ length: 3_000 }, (_, index) => 1 + ((index * 7919) % 255))),
    ],
  ])('is none for %s', async (_, bytes) => {
    expect(await sniffFormat(bytes)).toBeNull();
  });
});

function spreadsheetTypes(): string {
  return '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
}
