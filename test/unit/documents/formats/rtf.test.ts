import { describe, expect, it } from 'vitest';
import { rtfText } from '../../../../src/documents/formats/rtf/rtf-text.js';
import { readRtf } from '../../../../src/documents/formats/rtf.js';

const rtf = (body: string): Buffer =>
  Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset204 Arial;}}` +
      `{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}\\fs22 ${body}}`,
    'latin1',
  );
const textOf = async (body: string): Promise<string> =>
  (await readRtf(rtf(body), { recogniser: null })).pages.join('\n').trim();

describe('Rich Text Format', () => {
  it('knows letters by code page, by font and by their number in Unicode', async () => {
    expect(await textOf("Zo\\'eb caf\\'e9 \\u8211?2021 {\\f2\\'c8\\'e2\\'e0\\'ed}")).toBe(
      'Zoë café –2021 Иван',
    );
  });

  it('skips as many replacement characters as the file says', async () => {
    expect(await textOf("\\uc2 \\u233\\'3f\\'3fa{\\uc0 \\u233 b}")).toBe('éaéb');
  });

  it('gives the rows of a table as lines', async () => {
    const row = '\\trowd\\cellx1000\\cellx5000\\intbl 2019 to 2021\\cell Senior OT\\cell\\row';
    expect(await textOf(`${row}\\pard Below\\par`)).toBe('2019 to 2021\tSenior OT\nBelow');
  });

  it('gives list items their bullet', async () => {
    expect(await textOf("{\\listtext\\f1\\'b7\\tab}Splinting\\par Next\\par")).toBe('• Splinting\nNext');
  });

  it('leaves out what was deleted and keeps what was inserted', async () => {
    expect(await textOf('A {\\deleted gone }{\\revised here}')).toBe('A here');
  });

  it('reads page headers and text boxes, and instructions of fields not', async () => {
    const box = '{\\shp{\\*\\shpinst{\\sp{\\sn txflTextFlow}{\\sv 0}}{\\shptxt Boxed\\par}}{\\shprslt copy}}';
    const field = '{\\field{\\*\\fldinst HYPERLINK "http://example.org"}{\\fldrslt site}}';
    const text = await textOf(`{\\header Jane\\par}Body ${field}${box}\\par`);
    expect(text).toBe('Jane\n\nBody site\nBoxed');
  });

  it.each([
    ['a picture', '{\\header\\pict\\pngblip 0102}'],
    ['a picture and another header', '{\\header\\pict\\pngblip 0102}{\\headerf\\pict\\pngblip 0304}'],
    ['a box', '{\\header\\shptxt Jane\\par}'],
  ])('ends a header that opens %s in its own group', (_, header) => {
    const { lines } = rtfText(rtf(`${header}Body\\par{\\footer Leeds\\par}End\\par`));
    expect(lines.filter((line) => line !== '' && line !== 'Jane')).toEqual(['Body', 'Leeds', 'End']);
  });

  it('takes pictures that are seen, and leaves hidden and deleted ones out', () => {
    const picture = (digits: string): string => `{\\pict\\pngblip ${digits}}`;
    const { pictures } = rtfText(
      rtf(
        `{\\v ${picture('0102')}}{\\deleted ${picture('0304')}}${picture('0506')}{\\v\\v0 ${picture('0708')}}`,
      ),
    );
    expect(pictures.map((bytes) => bytes.toString('hex'))).toEqual(['0506', '0708']);
  });

  it('reads the headers and footers of first and left pages, and what they share with the others once', async () => {
    const around =
      '{\\header Jane\\par}{\\headerl Jane\\par}{\\headerf jane@example.org\\par}{\\footerf Leeds\\par}{\\footer Leeds\\par}';
    const text = await textOf(`\\titlepg${around}Body\\par`);
    expect(text.split('\n').filter(Boolean)).toEqual(['Jane', 'jane@example.org', 'Leeds', 'Body']);
  });

  it.each([
    ['hidden', '{\\v stuffing}'],
    ['white', '{\\cf2 stuffing}'],
    ['microscopic', '{\\fs3 stuffing}'],
  ])('leaves out %s text and tells what it says', async (_, body) => {
    const { pages, flags, hiddenText } = await readRtf(rtf(`Seen ${body}`), { recogniser: null });
    expect({ text: pages.join().trim(), flags, hiddenText }).toEqual({
      text: 'Seen',
      flags: ['hidden_text'],
      hiddenText: ['stuffing'],
    });
  });

  it.each([
    ['characters', '{\\cb1\\cf2 Seen\\cb0  stuffing}'],
    ['characters until they are plain', '\\chcbpat1\\cf2 Seen\\plain\\cf2  stuffing'],
    ['a paragraph', '\\cbpat1\\cf2 Seen\\par\\pard\\cf2 stuffing'],
    ['a cell', '\\trowd\\clcbpat1\\cellx1000\\cellx2000\\intbl\\cf2 Seen\\cell stuffing\\cell\\row'],
    [
      'a row',
      '\\trowd\\clcbpat1\\cellx1000\\intbl\\cf2 Seen\\cell\\row\\trowd\\cellx1000\\intbl stuffing\\cell\\row',
    ],
  ])('takes white for seen on the ground of %s, and no further', async (_, body) => {
    const { pages, hiddenText } = await readRtf(rtf(body), { recogniser: null });
    expect([pages.join().trim(), hiddenText]).toEqual(['Seen', ['stuffing']]);
  });

  it('knows no control words but those of the format', async () => {
    expect(await textOf('A\\constructor B\\toString C')).toBe('ABC');
  });

  it('jumps over binary data and flags embedded objects without opening them', async () => {
    const { pages, flags } = await readRtf(rtf('A{\\object{\\*\\objdata 0102}}{\\pict\\bin3 }}}x}B'), {
      recogniser: null,
    });
    expect([pages.join().trim(), flags]).toEqual(['AB', ['embedded_file']]);
  });

  it('refuses nesting that no writer produces', async () => {
    await expect(async () => readRtf(rtf('{'.repeat(100_000)), { recogniser: null })).rejects.toThrow(
      'too_large',
    );
  });
});
