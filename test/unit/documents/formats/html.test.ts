import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../src/documents/formats/html.js';

const read = (markup: string | Buffer): ReturnType<typeof readHtml> =>
  readHtml(Buffer.from(markup), { recogniser: null });
const textOf = async (markup: string | Buffer): Promise<string> => (await read(markup)).pages.join().trim();

describe('a web page', () => {
  it('gives blocks lines of their own, list items a bullet and table rows one line', async () => {
    const table = '<table><tr><td>2019</td><td><p>Senior OT</p></td></tr></table>';
    expect(await textOf(`<html><h1>Jane&nbsp;S</h1><ul><li>One</li><li>Two</ul>${table}<p>End`)).toBe(
      'Jane\u00a0S\n\n• One\n• Two\n\n2019\tSenior OT\n\nEnd',
    );
  });

  it('keeps the cells of a row together where elements without an end tag stand in them', async () => {
    const table = '<table><tr><td>2019<img src="a.png"></td><td>Senior OT</td></tr></table>';
    const broken = '<table><tr><td>Ward<br>Gym</td><td>Band 6</td></tr></table>';
    expect(await textOf(`<html><meta name="a">${table}${broken}<p>End`)).toBe(
      '2019\tSenior OT\n\nWard\tBand 6\nGym\n\nEnd',
    );
  });

  it('keeps words apart where only a white blank is between them', async () => {
    expect(await textOf('<p>Jane<span style="color:#fff"> </span>Smith')).toBe('Jane Smith');
  });

  it('tells hidden text from what is seen inside the same element', async () => {
    const { pages, hiddenText } = await read(
      '<html><div style="color:#fff">stuffing<b style="color:#000">Jane</b>more</div>',
    );
    expect([pages.join().trim(), hiddenText]).toEqual(['Jane', ['stuffing', 'more']]);
  });

  it('leaves scripts, styles and its head out', async () => {
    expect(await textOf('<head><title>t</title><style>p{}</style></head><p>Seen<script>var a</script>')).toBe(
      'Seen',
    );
  });

  it.each([
    '<div hidden>stuffing</div>',
    '<div hidden><img src="a.png"><br>stuffing</div>',
    '<div style="color:white"><br><b>stuffing</b></div>',
    '<div style="display: none">stuffing</div>',
    '<span style="color:#FFF">stuffing</span>',
    '<span style="color:rgb(255,255,255)">stuffing</span>',
    '<span style="font-size:1px">stuffing</span>',
    '<p style="position:absolute;left:-9999px">stuffing</p>',
    '<font color="#ffffff">stuffing</font>',
    '<style>.a{color:red} .b , .c{display:none}</style><p class="c">stuffing</p>',
    '<style>/* .x{} */ span#note { font-size: 1px }</style><span id="note">stuffing</span>',
    '<div style="display:none"><p style="display:block">stuffing</p></div>',
    '<div style="background:navy;color:#fff"><p style="background:white">stuffing</p></div>',
    '<div style="font-size:1px"><p style="font-size:2em">stuffing</p></div>',
    '<style>.w{color:white}</style><p class="w">stuffing</p>',
    '<style>b{display:none}</style><b>stuffing</b>',
    '<p style="color:#ffff">stuffing</p>',
    '<p style="color:#0000">stuffing</p>',
    '<p style="color:#e8e8e8">stuffing</p>',
    '<p style="color:hsl(210, 40%, 98%)">stuffing</p>',
    '<p style="color:rgb(100% 100% 100%)">stuffing</p>',
    '<p style="color:rgba(0,0,0,0)">stuffing</p>',
    '<p style="color:rgb(0 0 0 / 0)">stuffing</p>',
    '<p style="color:#fff;background:rgba(0,0,0,0)">stuffing</p>',
    '<p style="color:#fff;background:rgb(0 0 0 / 0)">stuffing</p>',
    '<p style="position:absolute;top:-999px">stuffing</p>',
    '<p style="text-indent:-999em">stuffing</p>',
    '<p style="transform:translateX(-9999px)">stuffing</p>',
    '<p style="transform:translate(-150%)">stuffing</p>',
    '<p style="margin-left:-1000px">stuffing</p>',
    '<p style="height:0;overflow:hidden">stuffing</p>',
    '<p style="max-height:0em;overflow:hidden">stuffing</p>',
    '<p style="width:1px;overflow:hidden">stuffing</p>',
    '<p style="position:absolute;clip:rect(0,0,0,0)">stuffing</p>',
    '<p style="clip-path:inset(50%)">stuffing</p>',
  ])('leaves out and tells what nobody sees: %s', async (hidden) => {
    const { pages, flags, hiddenText } = await read(`<html><p>Seen</p>${hidden}`);
    expect({ text: pages.join().trim(), flags, hiddenText }).toEqual({
      text: 'Seen',
      flags: ['hidden_text'],
      hiddenText: ['stuffing'],
    });
  });

  it.each([
    '<h1 style="color:#fff;background:#003">Jane</h1>',
    '<div style="background:#003"><h1 style="color:#fff">Jane</h1></div>',
    '<style>.band{background:navy} .name{color:white}</style><div class="band"><b class="name">Jane</b></div>',
    '<table><tr><td bgcolor="#000066"><font color="white">Jane</font></table>',
    '<div style="font-size:0"><p style="font-size:12pt">Jane</div>',
    '<div style="color:#fff"><p style="color:#000">Jane</div>',
    '<table style="color:white"><tr><td bgcolor="navy">Jane</table>',
    '<div style="visibility:hidden"><p style="visibility:visible">Jane</div>',
    '<div style="color:#fff"><a href="mailto:jane@example.org">Jane</a></div>',
    '<style>@media print { .x { display: none } }</style><p class="x">Jane</p>',
    '<style>.menu .x { display: none }</style><p class="x">Jane</p>',
    '<style>.menu .x { background: navy } .x { color: white }</style><p class="x">Jane</p>',
    '<style>:root{background:#111} body{color:#eee}</style><body><p>Jane</body>',
    '<p style="margin-left:-40px">Jane</p>',
    '<p style="color:#c8c8c8">Jane</p>',
    '<p style="position:absolute;left:50%;margin-left:-500px">Jane</p>',
    '<p style="float:left;margin-left:-100%">Jane</p>',
    '<p style="position:absolute;left:100%;transform:translateX(-100%)">Jane</p>',
    '<p style="height:1.2em;overflow:hidden">Jane</p>',
    '<p style="max-height:1rem;overflow:hidden">Jane</p>',
    '<p style="height:0">Jane</p>',
    '<p style="width:100%;overflow:hidden">Jane</p>',
    '<p style="color:hsl(210, 40%, 30%)">Jane</p>',
    '<p style="color:rgb(0, 0, 0)">Jane</p>',
    '<p style="color:rgb(255,0,0)">Jane</p>',
    '<p style="color:hsl(0,0%,0%)">Jane</p>',
    '<p style="color:#fff;background:rgb(0, 0, 0)">Jane</p>',
  ])('keeps what is seen: %s', async (markup) => {
    const { pages, flags } = await read(`<html>${markup}`);
    expect([pages.join().trim(), flags]).toEqual(['Jane', []]);
  });

  it('is read behind megabytes of pictures and fonts that it carries in itself', async () => {
    const data = Buffer.alloc(3 * 1024 * 1024, 'a').toString('base64');
    const { pages, truncated } = await read(
      `<html><style>@font-face{src:url(data:font/woff2;base64,${data})}</style><img src="data:image/svg+xml;base64,${data}"><p>Jane`,
    );
    expect([pages.join().trim(), truncated]).toEqual(['Jane', false]);
  });

  describe('saved as an archive', () => {
    const archive = (body: string, headers: string): string =>
      [
        'From: <Saved by Blink>',
        'Snapshot-Content-Location: https://example.org/cv',
        'Subject: CV',
        'MIME-Version: 1.0',
        'Content-Type: multipart/related;',
        '\ttype="text/html";',
        '\tboundary="----Boundary--x"',
        '',
        '',
        '------Boundary--x',
        'Content-Type: text/css',
        '',
        'p { color: red }',
        '------Boundary--x',
        headers,
        '',
        body,
        '------Boundary--x--',
        '',
      ].join('\r\n');
    const page = '<html><body><p>Zoë Núñez</p><p style="display:none">stuffing</p></body></html>';

    it.each([
      [
        'quoted-printable',
        'Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable',
        '<html><body><p>Zo=C3=AB N=C3=BA=\r\n=C3=B1ez</p><p style=3D"display:none">stuffing</p></body></html>',
      ],
      [
        'base64',
        'Content-Transfer-Encoding: base64\r\nContent-Type: text/html; charset="utf-8"',
        Buffer.from(page).toString('base64').replace(/.{60}/g, '$&\r\n'),
      ],
      [
        'windows-1252',
        'Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable',
        '<html><p>Zo=EB N=FA=F1ez</p><p style=3D"display:none">stuffing</p></html>',
      ],
    ])('is read in %s', async (_, headers, body) => {
      const { pages, hiddenText } = await read(archive(body, headers));
      expect([pages.join().trim(), hiddenText]).toEqual(['Zoë Núñez', ['stuffing']]);
    });
  });

  it('follows the encoding that the page declares', async () => {
    const page = Buffer.from('<html><meta charset="windows-1251"><p>\xc8\xe2\xe0\xed</p>', 'latin1');
    expect(await textOf(page)).toBe('Иван');
  });
});
