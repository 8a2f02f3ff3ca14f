import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/documents/reading.js';
import { readDocument } from '../../../src/documents/read-document.js';
import { SAVED_LINES, savedFile } from '../../fixtures/documents/saved-files.js';
import { paragraph, wordFile } from '../../fixtures/documents/word-file.js';
import { zipFile } from '../../fixtures/documents/zip-file.js';

const TIME = 60_000;
const WORDS = SAVED_LINES.join(' ').split(/\s+/);
const recall = ({ text }: Reading): number =>
  WORDS.filter((word) => text.includes(word)).length / WORDS.length;

const TYPED =
  'My references and my certificate of registration stand below, as they were scanned last week. '.repeat(4);
const scan = savedFile('scanned.png');
/** A grey square of the given side: nothing to read. */
const blank = (side: number): Buffer => {
  const file = Buffer.from(`BM${'\0'.repeat(52)}`, 'latin1');
  file.writeUInt32LE(54 + side * side * 3, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(side, 18);
  file.writeInt32LE(side, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return Buffer.concat([file, Buffer.alloc(side * side * 3, 0x80)]);
};

const IMAGE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image';
const drawn = (extent = '', vanish = ''): string =>
  `<w:p><w:r><w:rPr>${vanish}</w:rPr><w:drawing><a:inline>${extent}<a:blip r:embed="p1"/></a:inline></w:drawing></w:r></w:p>`;
const docx = (picture: Buffer, typed = TYPED, name = 'image1.png', drawing = drawn()): Buffer =>
  wordFile(paragraph(typed) + drawing, {
    relationships: `<Relationship Id="p1" Type="${IMAGE}" Target="media/${name}"/>`,
    more: [{ name: `word/media/${name}`, data: picture }],
  });
const oldDrawn = (side: string): string =>
  `<w:p><w:r><w:pict><v:shape style="width:${side};height:${side}"><v:imagedata r:id="p1"/></v:shape></w:pict></w:r></w:p>`;
const framed = (size = ''): string =>
  `<d:frame xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:x="http://www.w3.org/1999/xlink" xmlns:s="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ${size}><d:image x:href="Pictures/1.png"/></d:frame>`;
const odt = (picture: Buffer, typed = TYPED, frame = framed()): Buffer =>
  zipFile([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', stored: true },
    {
      name: 'content.xml',
      data: `<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:text><t:p>${typed}${frame}</t:p></o:text></o:body></o:document-content>`,
    },
    { name: 'Pictures/1.png', data: picture },
  ]);
const rtf = (picture: Buffer, typed = TYPED): Buffer =>
  Buffer.from(
    `{\\rtf1\\ansi ${typed}\\par{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn a}{\\sv b}}}\\pngblip\\picw1{\\*\\blipuid 00ff}\n` +
      `${picture.toString('hex').replace(/.{120}/g, '$&\n')}}}{\\nonshppict{\\pict\\wmetafile8 0100}}\\par}`,
  );
const html = (picture: Buffer, typed = TYPED): Buffer =>
  Buffer.from(`<html><p>${typed}</p><img src="data:image/png;base64,${picture.toString('base64')}"></html>`);

const FILES = { docx, odt, rtf, html };
const FORMATS = Object.keys(FILES) as (keyof typeof FILES)[];

describe('a scan pasted below typed text', { timeout: 2 * TIME }, () => {
  it.each(FORMATS)('is recognised in %s', async (format) => {
    const reading = await readDocument(FILES[format](scan), TIME);
    expect(reading).toMatchObject({ outcome: 'read', format, flags: ['recognised_text'] });
    expect(reading.quality).toMatchObject({ grade: 'good', reasons: [] });
    expect(recall(reading)).toBeGreaterThan(0.95);
    expect(reading.text).toContain(TYPED.trim());
  });

  it('is recognised in doc', async () => {
    const reading = await readDocument(savedFile('pasted-scan.doc'), TIME);
    expect(reading).toMatchObject({ outcome: 'read', format: 'doc', flags: ['recognised_text'] });
    expect(recall(reading)).toBeGreaterThan(0.95);
    expect(reading.text).toContain('as they were scanned at the library');
  });

  it('is recognised as the bytes that an RTF file may hold', async () => {
    const typed = Buffer.from(`{\\rtf1 ${TYPED}{\\pict\\pngblip\\bin${scan.length} `, 'latin1');
    const reading = await readDocument(Buffer.concat([typed, scan, Buffer.from('}}')]), TIME);
    expect(recall(reading)).toBeGreaterThan(0.95);
  });

  it('is recognised in a shape that floats on an RTF page, once', async () => {
    const picture = `{\\pict\\pngblip ${scan.toString('hex')}}`;
    const shape = `{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv ${picture}}}}{\\shprslt${picture}}}`;
    const reading = await readDocument(Buffer.from(`{\\rtf1 ${TYPED}${shape}}`), TIME);
    expect(reading.text.split('Jane Sample')).toHaveLength(2);
  });

  it.each([...FORMATS, 'doc' as const])(
    'makes the reading doubtful where %s is not recognised',
    async (format) => {
      const bytes = format === 'doc' ? savedFile('pasted-scan.doc') : FILES[format](scan);
      const reading = await readDocument(bytes);
      expect(reading).toMatchObject({ outcome: 'read', flags: ['picture_page'] });
      expect(reading.quality.reasons).toContain('unread_pages');
    },
  );

  it.each(FORMATS)('is the document where only a name is typed, as %s', async (format) => {
    expect((await readDocument(FILES[format](scan, 'Jane Sample'))).outcome).toBe('needs_ocr');
  });

  it('is doubtful where it cannot be opened', async () => {
    const broken = Buffer.concat([scan.subarray(0, 60), Buffer.alloc(500, 7)]);
    const reading = await readDocument(docx(broken), TIME);
    expect(reading.quality.reasons).toContain('unread_pages');
  });
});

describe('other pictures beside typed text', { timeout: 2 * TIME }, () => {
  it('are left alone where they are as small as a logo', async () => {
    const reading = await readDocument(docx(blank(300), TYPED, 'logo.bmp'));
    expect(reading).toMatchObject({ flags: [], quality: { grade: 'good' } });
  });

  it.each([
    ['no part of docx refers to', docx(scan, TYPED, 'image1.png', '')],
    ['docx shows as a speck', docx(scan, TYPED, 'image1.png', drawn('<a:extent cx="12700" cy="12700"/>'))],
    ['docx hides', docx(scan, TYPED, 'image1.png', drawn('', '<w:vanish/>'))],
    ['an old shape of docx shows as a speck', docx(scan, TYPED, 'image1.png', oldDrawn('1pt'))],
    ['no part of odt refers to', odt(scan, TYPED, '')],
    ['odt shows as a speck', odt(scan, TYPED, framed('s:width="0.5mm" s:height="0.5mm"'))],
    ['odt hides', odt(scan, TYPED, `<t:section t:display="none">${framed()}</t:section>`)],
  ])('are left alone that %s', async (_, bytes) => {
    expect(await readDocument(bytes)).toMatchObject({ flags: [], quality: { grade: 'good' } });
  });

  it.each([
    ['docx', docx(scan, TYPED, 'image1.png', drawn('<a:extent cx="5000000" cy="7000000"/>'))],
    ['an old shape of docx', docx(scan, TYPED, 'image1.png', oldDrawn('400pt'))],
    ['odt', odt(scan, TYPED, framed('s:width="15cm" s:height="20cm"'))],
  ])('are missed where %s shows them as large as a page', async (_, bytes) => {
    expect((await readDocument(bytes)).flags).toEqual(['picture_page']);
  });

  it('take nothing from the text where they show no words, as a portrait does', async () => {
    const reading = await readDocument(docx(blank(800), TYPED, 'me.bmp'), TIME);
    expect(reading).toMatchObject({ flags: [], quality: { grade: 'good', confidence: null } });
  });
});
