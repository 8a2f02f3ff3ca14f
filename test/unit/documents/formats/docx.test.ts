import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../../src/documents/formats/docx.js';
import { paragraph, run, table, textBox, wordFile } from '../../../fixtures/documents/word-file.js';

const textOf = async (...arguments_: Parameters<typeof wordFile>): Promise<string> =>
  (await readDocx(wordFile(...arguments_), { recogniser: null })).pages.join('');
const item = (text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>${run(text)}</w:p>`;
const styled = (style: string, text: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run(text)}</w:p>`;

describe('the text of a Word document', () => {
  it('has its paragraphs as lines, tabs and breaks kept', async () => {
    const body = `<w:p>${run('Senior OT')}<w:r><w:tab/><w:t>2019</w:t><w:br/><w:t>Leeds</w:t></w:r></w:p>${paragraph('Next')}`;
    expect(await textOf(body)).toBe('Senior OT\t2019\nLeeds\nNext');
  });

  it('has page headers before and notes and page footers after the body', async () => {
    const parts = {
      header: paragraph('Name'),
      footer: paragraph('Page 1'),
      footnotes: `<w:footnote>${paragraph('Note')}</w:footnote>`,
    };
    expect(await textOf(paragraph('Body'), parts)).toBe('Name\n\nBody\n\nNote\n\nPage 1');
  });

  it('has a text box once, after the paragraph that holds it', async () => {
    const box = textBox(paragraph('In the box'));
    expect(await textOf(box.replace('<w:p>', `<w:p>${run('Holder')}`))).toBe('Holder\nIn the box');
  });

  it('has a text box that comes only in the old form', async () => {
    const old = textBox(paragraph('Old box')).replace(/<mc:Choice.*<\/mc:Choice>/, '');
    expect(await textOf(old)).toContain('Old box');
  });

  it('has insertions and moved text, not deletions', async () => {
    const body =
      `<w:p>${run('a ')}<w:ins>${run('b ')}</w:ins><w:del><w:r><w:delText>c </w:delText></w:r></w:del>` +
      `<w:moveFrom>${run('d ')}</w:moveFrom><w:moveTo>${run('e')}</w:moveTo></w:p>`;
    expect(await textOf(body)).toBe('a b e');
  });

  it('has what fields show, not their codes', async () => {
    const body = `<w:p><w:r><w:instrText>HYPERLINK "mailto:a"</w:instrText></w:r><w:hyperlink>${run('a@example.org')}</w:hyperlink></w:p>`;
    expect(await textOf(body)).toBe('a@example.org');
  });

  it('has filled form fields, not the prompts of empty ones', async () => {
    const control = (properties: string, text: string): string =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${paragraph(text)}</w:sdtContent></w:sdt>`;
    expect(
      await textOf(control('', 'Robin') + control('<w:showingPlcHdr/>', 'Click here') + paragraph('End')),
    ).toBe('Robin\nEnd');
  });

  it('marks list items, by their own numbering or their style', async () => {
    const styles =
      '<w:style w:styleId="Duties"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style><w:style w:styleId="Mine"><w:basedOn w:val="Duties"/></w:style>';
    expect(
      await textOf(item('one') + styled('Duties', 'two') + styled('Mine', 'three') + paragraph('plain'), {
        styles,
      }),
    ).toBe('• one\n• two\n• three\nplain');
  });

  it.each([
    ['short cells as one line', [[['2019'], ['Senior OT'], ['Leeds']]], '2019\tSenior OT\tLeeds'],
    [
      'a passage beside its dates under one first line',
      [[['2019'], ['Senior OT', 'Stroke ward', 'Home visits']]],
      '2019\tSenior OT\nStroke ward\nHome visits',
    ],
    [
      'two passages one after the other',
      [
        [
          ['Skills', 'Splinting'],
          ['Experience', 'Senior OT'],
        ],
      ],
      'Skills\nSplinting\nExperience\nSenior OT',
    ],
    [
      'rows as lines',
      [
        [['a'], ['b']],
        [['c'], ['d']],
      ],
      'a\tb\nc\td',
    ],
  ])('has table rows: %s', async (_, rows, expected) => {
    expect(await textOf(table(rows))).toBe(expected);
  });

  it('has a table inside a cell once', async () => {
    const inner = table([[['a'], ['b']]]);
    expect(await textOf(`<w:tbl><w:tr><w:tc>${inner}${paragraph('')}</w:tc></w:tr></w:tbl>`)).toBe('a\tb');
  });

  it('has symbols by their number, and no controls among them', async () => {
    const symbols = ['0002', '10001', 'F0B7', '2013'].map((code) => `<w:sym w:char="${code}"/>`);
    expect(await textOf(`<w:p><w:r>${symbols.join('')}</w:r></w:p>`)).toBe('\uf0b7–');
  });

  it('is found where the web version of Word keeps it, with its header', async () => {
    const options = { mainPart: 'word/document2.xml', header: paragraph('Name') };
    expect(await textOf(paragraph('Robin'), options)).toBe('Name\n\nRobin');
  });
});

describe('text of a Word document that stands elsewhere', () => {
  const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (kind: string, target: string): string =>
    `<Relationship Id="x1" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const withChunk = (name: string, data: string | Buffer): ReturnType<typeof wordFile> =>
    wordFile(`${paragraph('Before')}<w:altChunk r:id="x1"/>${paragraph('After')}`, {
      relationships: relation('aFChunk', name),
      more: [{ name: `word/${name}`, data }],
    });
  const html = '<html><body><h1>Jane Sample</h1><p>Senior OT<p style="display:none">stuffing</body></html>';

  it.each([
    ['HTML', 'chunk.htm', html],
    [
      'an archive of HTML',
      'chunk.mht',
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n${html}\n--b--`,
    ],
    ['RTF', 'chunk.rtf', '{\\rtf1 Jane Sample\\par\\par Senior OT{\\v stuffing}}'],
    [
      'Word',
      'chunk.docx',
      wordFile(
        paragraph('Jane Sample') +
          paragraph('') +
          paragraph('Senior OT') +
          paragraph('stuffing', '<w:vanish/>'),
      ),
    ],
  ])('is read where it belongs from a part in %s', async (_, name, data) => {
    const { pages, hiddenText, flags } = await readDocx(withChunk(name, data), { recogniser: null });
    expect(pages.join().replace(/\n+/g, '\n')).toBe('Before\nJane Sample\nSenior OT\nAfter');
    expect({ hiddenText, flags }).toEqual({ hiddenText: ['stuffing'], flags: ['hidden_text'] });
  });

  it('is not read from documents inside documents inside it, which may have no end', async () => {
    const innermost = withChunk('chunk.htm', html);
    const { pages } = await readDocx(withChunk('chunk.docx', withChunk('chunk.docx', innermost)), {
      recogniser: null,
    });
    expect(pages.join()).not.toContain('Jane');
  });

  it('leaves the rest as it is where such a part is damaged', async () => {
    const { pages } = await readDocx(withChunk('chunk.docx', 'PK\x03\x04word/document.xml'), {
      recogniser: null,
    });
    expect(pages.join()).toBe('Before\nAfter');
  });

  it('is read from WordArt', async () => {
    const art =
      '<w:p><w:r><w:pict><v:shape><v:textpath style="font-size:1pt" string="Jane Sample"/></v:shape></w:pict></w:r></w:p>';
    expect(await textOf(art + paragraph('Senior OT'))).toBe('Jane Sample\nSenior OT');
  });

  it('is read from diagrams', async () => {
    const point = (text: string): string =>
      `<dgm:pt><dgm:t><a:bodyPr/><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const data = `<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>${point('Splinting')}<dgm:pt/>${point('Home visits')}</dgm:ptLst></dgm:dataModel>`;
    const art = '<w:p><w:r><w:drawing><dgm:relIds r:dm="x1" r:lo="x2"/></w:drawing></w:r></w:p>';
    const text = await textOf(paragraph('Skills') + art + paragraph('End'), {
      relationships: relation('diagramData', 'diagrams/data1.xml'),
      more: [{ name: 'word/diagrams/data1.xml', data }],
    });
    expect(text.replace(/\n+/g, '\n')).toBe('Skills\nSplinting\nHome visits\nEnd');
  });
});

describe('hidden text in a Word document', () => {
  const white = '<w:color w:val="FFFFFF"/>';
  const fill = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const dark = fill('1F3864');
  const lines = `<a:ln>${dark}</a:ln>`;
  const themed = (light = '100000'): string =>
    `<a:solidFill><a:schemeClr val="bg1"><a:lumMod val="${light}"/></a:schemeClr></a:solidFill>`;
  const byTheme = '</wps:spPr><wps:style><a:fillRef idx="1"/></wps:style><wps:spPr>';
  const oldBox = (attributes: string): string =>
    `<w:p><w:r><w:pict><v:rect ${attributes}><v:textbox><w:txbxContent>${paragraph('x', white)}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>`;
  const DARK_ROWS =
    '<w:style w:type="table" w:styleId="GridTable5Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr></w:tblStylePr></w:style>';
  const cell = (properties: string): string =>
    `<w:tbl><w:tr><w:tc><w:tcPr>${properties}</w:tcPr>${paragraph('in the cell', white)}</w:tc></w:tr></w:tbl>`;

  it.each([
    ['vanished', paragraph('x', '<w:vanish/>')],
    ['white on paper', paragraph('x', white)],
    ['nearly white on paper', paragraph('x', '<w:color w:val="FAFAFA"/>')],
    ['white on a white cell', cell('<w:shd w:val="clear" w:fill="FFFFFF"/>')],
    ['of one point', paragraph('x', '<w:sz w:val="2"/>')],
    ['white in a box without a ground', textBox(paragraph('x', white), '<a:noFill/>')],
    ['white in a white box with dark lines', textBox(paragraph('x', white), lines + fill('FFFFFF'))],
    ['white in a box with the white of the theme', textBox(paragraph('x', white), themed())],
    [
      'white in a clear box with a style of the theme',
      textBox(paragraph('x', white), `<a:noFill/>${byTheme}`),
    ],
    ['white in a box hardly darker than paper', textBox(paragraph('x', white), themed('95000'))],
    ['white in an old box that says nothing of its ground', oldBox('')],
    [
      'white in a table with a design that leaves the paper white',
      table([[['x']]], '<w:tblStyle w:val="GridTable1"/>').replace('<w:r>', `<w:r><w:rPr>${white}</w:rPr>`),
      '<w:style w:type="table" w:styleId="GridTable1"><w:tblPr/></w:style>',
    ],
  ])('is left out and told of when it is %s', async (_, hidden, styles = '') => {
    const bytes = wordFile(paragraph('seen') + hidden, { styles });
    const { pages, flags, hiddenText } = await readDocx(bytes, { recogniser: null });
    expect({ text: pages.join('').trim(), flags }).toEqual({ text: 'seen', flags: ['hidden_text'] });
    expect(hiddenText?.join()).not.toBe('');
  });

  it.each([
    ['white on a dark cell', cell('<w:shd w:val="clear" w:fill="1F3864"/>')],
    [
      'white on a shaded paragraph',
      `<w:p><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>${run('x', white)}</w:p>`,
    ],
    ['white with a highlight', paragraph('x', `${white}<w:highlight w:val="blue"/>`)],
    ['white in a dark shape', textBox(paragraph('x', white), dark)],
    ['white in a shape with a gradient', textBox(paragraph('x', white), '<a:gradFill/>')],
    ['white in a clear box that may lie on a dark shape', textBox('', dark) + textBox(paragraph('x', white))],
    ['white in a shape that a style of the theme fills', textBox(paragraph('x', white), byTheme)],
    ['white in a grey shape', textBox(paragraph('x', white), themed('50000'))],
    ['white in an old dark shape', oldBox('fillcolor="#1f3864 [3204]"')],
    [
      'white in a table with a design',
      table([[['x']]], '<w:tblStyle w:val="GridTable5Dark"/>').replace(
        '<w:r>',
        `<w:r><w:rPr>${white}</w:rPr>`,
      ),
      DARK_ROWS,
    ],
    ['white on a coloured page', `<w:background w:color="003087"/>${paragraph('x', white)}`],
    ['the mark at the end of a paragraph', `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('x')}</w:p>`],
    ['not vanished after all', paragraph('x', '<w:vanish w:val="0"/>')],
    ['blank and tiny, as designers space lines', paragraph(' ', '<w:sz w:val="2"/>')],
  ])('is not what is %s', async (_, body, styles = '') => {
    const bytes = wordFile(paragraph('seen') + body, { styles });
    expect((await readDocx(bytes, { recogniser: null })).flags).toEqual([]);
  });
});
