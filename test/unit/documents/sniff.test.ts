import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isPhoneFormat, sniffFormat } from '../../../src/documents/sniff.js';
import { CV_LINES } from '../../fixtures/documents/cv-lines.js';
import { plainCvPdf } from '../../fixtures/documents/hostile-pdfs.js';
import { cvWordFile } from '../../fixtures/documents/hostile-word-files.js';
import { savedFile } from '../../fixtures/documents/saved-files.js';
import { paragraph, wordEntries } from '../../fixtures/documents/word-file.js';
import { zipFile } from '../../fixtures/documents/zip-file.js';

const text = CV_LINES.join('\r\n');
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
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
    ['odt', 'an OpenDocument text', savedFile('saved.odt')],
    ['doc', 'old Word', savedFile('saved.doc')],
    ['rtf', 'Rich Text Format', savedFile('saved.rtf')],
    ['html', 'a web page', Buffer.from(`<!doctype html><p>${text}</p>`)],
    ['html', 'a web page in UTF-16', iconv.encode(`<html><p>${text}</p>`, 'utf-16le', { addBOM: true })],
    [
      'html',
      'a web page saved as an archive',
      Buffer.from(
        `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n${text}`,
      ),
    ],
    [
      'html',
      'a page that Word saved as a single file',
      Buffer.from(`MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n${text}`),
    ],
    ['jpeg', 'a photo', savedFile('scanned.jpg')],
    ['png', 'a picture of the screen', savedFile('scanned.png')],
    ['tiff', 'a scan', savedFile('scanned.tif')],
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

  it('tells the photos of phones from other unknown files', () => {
    expect(isPhoneFormat(HEIC)).toBe(true);
    expect(isPhoneFormat(Buffer.from('\0\0\0\x18ftypisom', 'latin1'))).toBe(false);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a PDF header behind junk', Buffer.concat([Buffer.from('junk\n'), plainCvPdf()])],
    [
      'a PDF behind a script',
      Buffer.concat([Buffer.from(`<script>1</script>${' '.repeat(880)}`), plainCvPdf()]),
    ],
    ['SVG', Buffer.from(`\n  <svg><text>${text}</text></svg>`)],
    ['XML', Buffer.from(`<?xml version="1.0"?><a>${text}</a>`)],
    ['PostScript', Buffer.from(`%!PS\n${text}`)],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf everything\n')],
    ['an e-mail', Buffer.from(`From: a@example.org\nTo: b@example.org\nSubject: CV\n\n${text}`)],
    [
      'an e-mail with a picture',
      Buffer.from(
        `From: a@example.org\nTo: b@example.org\nContent-Type: multipart/related; boundary="b"\n\n${text}`,
      ),
    ],
    ['a picture of another kind', Buffer.from('GIF89a\x01\0\x01\0', 'latin1')],
    ['a photo as phones take it', HEIC],
    ['a program', Buffer.from(`MZ\x90\0\x03\0\0\0${text}`, 'latin1')],
    [
      'a spreadsheet',
      zipFile([
        { name: '[Content_Types].xml', data: spreadsheetTypes() },
        { name: 'xl/workbook.xml', data: '<a/>' },
      ]),
    ],
    [
      'an OpenDocument spreadsheet',
      zipFile([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]),
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
