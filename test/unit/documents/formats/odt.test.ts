import { describe, expect, it } from 'vitest';
import { readOdt } from '../../../../src/documents/formats/odt.js';
import { zipFile } from '../../../fixtures/documents/zip-file.js';

const NAMESPACES = ['office', 'style', 'text', 'table', 'draw', 'xsl-fo-compatible', 'manifest']
  .map(
    (name) =>
      `xmlns:${name === 'xsl-fo-compatible' ? 'fo' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  )
  .join(' ');
const MANIFEST = '<manifest:encryption-data/>';

function odt(
  body: string,
  options: { styles?: string; pages?: string; manifest?: string; doctype?: string } = {},
): Buffer {
  const root = (inner: string): string =>
    `<?xml version="1.0"?>${options.doctype ?? ''}<office:document-content ${NAMESPACES}>${inner}</office:document-content>`;
  return zipFile([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', stored: true },
    {
      name: 'content.xml',
      data: root(
        `<office:automatic-styles>${options.styles ?? ''}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body>`,
      ),
    },
    { name: 'styles.xml', data: root(options.pages ?? '') },
    { name: 'META-INF/manifest.xml', data: root(options.manifest ?? '') },
  ]);
}
const read = (...given: Parameters<typeof odt>): ReturnType<typeof readOdt> =>
  readOdt(odt(...given), { recogniser: null });
const textOf = async (...given: Parameters<typeof odt>): Promise<string> =>
  (await read(...given)).pages.join().trim();

describe('an OpenDocument text', () => {
  it('gives tabs, blanks and line breaks as they stand', async () => {
    expect(await textOf('<text:p>a<text:tab/>b<text:s/>c<text:line-break/>d</text:p>')).toBe('a\tb c\nd');
  });

  it('gives table rows as lines and list items a bullet', async () => {
    const cell = (text: string): string => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
    const table = `<table:table><table:table-row>${cell('2019')}${cell('Senior OT')}</table:table-row></table:table>`;
    const list = '<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>';
    expect(await textOf(table + list)).toBe('2019\tSenior OT\n• One');
  });

  it('reads a text box after the paragraph that holds it', async () => {
    const box = '<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>';
    expect(await textOf(`<text:p>Before${box} after</text:p>`)).toBe('Before after\nBoxed');
  });

  it('reads headers and footers of first and left pages, and what they share with the others once', async () => {
    const around = (name: string, text: string, more = ''): string =>
      `<style:${name} ${more}><text:p>${text}</text:p></style:${name}>`;
    const pages = `<office:master-styles><style:master-page>${around('header', 'Jane')}${around('header-left', 'Jane')}${around('header-first', 'jane@example.org')}${around('footer', 'Leeds')}${around('footer-first', 'Band 6')}${around('footer-left', 'never shown', 'style:display="false"')}</style:master-page></office:master-styles>`;
    const text = await textOf('<text:p>Body</text:p>', { pages });
    expect(text.split(/\n+/)).toEqual(['Jane', 'jane@example.org', 'Body', 'Leeds', 'Band 6']);
  });

  describe('with white text in a shape', () => {
    const styleOf = (properties: string, name = 'gr1'): string =>
      `<style:style style:family="graphic" style:name="${name}"><style:graphic-properties ${properties}/></style:style>`;
    const white =
      '<style:style style:family="text" style:name="T1"><style:text-properties fo:color="#ffffff"/></style:style>';
    const words = '<text:p><text:span text:style-name="T1">in the shape</text:span></text:p>';
    const box = `<text:p>Seen<draw:frame draw:style-name="gr1"><draw:text-box>${words}</draw:text-box></draw:frame></text:p>`;
    const shape = `<text:p>Seen</text:p><draw:custom-shape draw:style-name="gr1">${words}</draw:custom-shape>`;
    const DARK = 'draw:fill="solid" draw:fill-color="#1f3864"';

    it.each([
      ['a dark box', box, styleOf(DARK)],
      ['a dark shape', shape, styleOf(DARK)],
      ['a box with a ground', box, styleOf('fo:background-color="#1f3864"')],
      ['a box with a gradient', box, styleOf('draw:fill="gradient"')],
      ['a clear box that may lie on a dark shape', box, styleOf('draw:fill="none"') + styleOf(DARK, 'gr2')],
    ])('takes it as seen in %s', async (_, body, styles) => {
      const { pages, flags } = await read(body, { styles: white + styles });
      expect([pages.join().trim().split('\n'), flags]).toEqual([['Seen', 'in the shape'], []]);
    });

    it.each([
      ['a white box', box, styleOf('draw:fill="solid" draw:fill-color="#ffffff"')],
      ['a clear box', box, styleOf('draw:fill="none"')],
      ['a shape that says nothing of its ground', shape, ''],
    ])('tells it as hidden in %s', async (_, body, styles) => {
      const { pages, hiddenText } = await read(body, { styles: white + styles });
      expect([pages.join().trim(), hiddenText]).toEqual(['Seen', ['in the shape']]);
    });
  });

  it('leaves out tracked deletions and comments', async () => {
    const gone = '<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>';
    const note = '<office:annotation><text:p>note</text:p></office:annotation>';
    expect(await textOf(`${gone}<text:p>Seen${note}</text:p>`)).toBe('Seen');
  });

  it.each(['text:display="none"', 'fo:color="#ffffff"', 'fo:font-size="1pt"'])(
    'leaves out and tells text with %s',
    async (property) => {
      const styles = `<style:style style:family="text" style:name="T1"><style:text-properties ${property}/></style:style>`;
      const body = '<text:p>Seen<text:span text:style-name="T1">stuffing</text:span></text:p>';
      const { pages, flags, hiddenText } = await read(body, { styles });
      expect([pages.join().trim(), flags, hiddenText]).toEqual(['Seen', ['hidden_text'], ['stuffing']]);
    },
  );

  it('leaves out and tells the text of hidden sections', async () => {
    const hidden = '<text:section text:display="none"><text:p>stuffing</text:p></text:section>';
    const shown = '<text:section text:name="A"><text:p>Seen</text:p></text:section>';
    const { pages, flags, hiddenText } = await read(hidden + shown);
    expect([pages.join().trim(), flags, hiddenText]).toEqual(['Seen', ['hidden_text'], ['stuffing']]);
  });

  it('says that it is encrypted, and that entities are refused', async () => {
    await expect(read('', { manifest: MANIFEST })).rejects.toThrow('encrypted');
    const doctype = '<!DOCTYPE a [<!ENTITY b "bbbb">]>';
    await expect(read('<text:p>&b;</text:p>', { doctype })).rejects.toThrow('corrupt');
  });
});
