import { ZipFile } from 'yazl';
import type { Block, SampleSource } from './sample-source.js';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The CV as a Word document: styles, real list numbering, contact data in the page header, tables where asked. */
export async function renderDocx(source: SampleSource): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, xml: string): void =>
    zip.addBuffer(Buffer.from(DECLARATION + xml), name, { mtime: new Date('2026-03-01T09:00:00Z') });
  add('[Content_Types].xml', contentTypes());
  add('_rels/.rels', relationships([[`${OFFICE}/officeDocument`, 'word/document.xml']]));
  add(
    'word/_rels/document.xml.rels',
    relationships([
      [`${OFFICE}/styles`, 'styles.xml'],
      [`${OFFICE}/numbering`, 'numbering.xml'],
      [`${OFFICE}/header`, 'header1.xml'],
    ]),
  );
  add('word/styles.xml', styles());
  add('word/numbering.xml', numbering());
  add('word/header1.xml', `<w:hdr xmlns:w="${WORD}">${paragraph(source.header ?? '')}</w:hdr>`);
  add('word/document.xml', document(source));
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function document(source: SampleSource): string {
  const tables = source.layout === 'docx-table';
  const body: string[] = [];
  for (let at = 0; at < source.blocks.length; at += 1) {
    const block = source.blocks[at] as Block;
    if (block.kind === 'row') {
      const rows: (readonly string[])[] = [];
      for (let next: Block | undefined = block; next?.kind === 'row'; next = source.blocks[++at]) {
        rows.push(next.cells);
      }
      at -= 1;
      body.push(table(rows.map((cells) => cells.map((cell) => paragraph(cell)))));
    } else if (block.kind === 'role' && tables) {
      body.push(
        table([[paragraph(block.dates), paragraph(block.title, 'Strong') + paragraph(block.employer)]]),
      );
    } else body.push(paragraphsOf(block));
  }
  const section =
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  return `<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"><w:body>${body.join('')}${section}</w:body></w:document>`;
}

function paragraphsOf(block: Exclude<Block, { kind: 'row' }>): string {
  if (block.kind === 'name') return paragraph(block.text, 'Title');
  if (block.kind === 'heading') return paragraph(block.text, 'Heading1');
  if (block.kind === 'bullet') return paragraph(block.text, 'ListParagraph', true);
  if (block.kind === 'role') return paragraph(`${block.dates}\t${block.title}, ${block.employer}`, 'Strong');
  return paragraph(block.text);
}

function paragraph(text: string, style?: string, bullet = false): string {
  const list = bullet ? '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' : '';
  const properties = style ? `<w:pPr><w:pStyle w:val="${style}"/>${list}</w:pPr>` : '';
  const runs = text.split('\t').map((part) => `<w:t xml:space="preserve">${escape(part)}</w:t>`);
  return `<w:p>${properties}<w:r>${runs.join('<w:tab/>')}</w:r></w:p>`;
}

function table(rows: readonly (readonly string[])[]): string {
  const cell = (content: string): string =>
    `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>${content}</w:tc>`;
  const row = (cells: readonly string[]): string => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
  const columns = rows[0]?.map(() => '<w:gridCol/>').join('') ?? '';
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${columns}</w:tblGrid>${rows.map(row).join('')}</w:tbl>${paragraph('')}`;
}

function styles(): string {
  const style = (id: string, size: number, bold: boolean): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/></w:rPr></w:style>`;
  const all = [
    style('Title', 36, true),
    style('Heading1', 26, true),
    style('Strong', 22, true),
    style('ListParagraph', 22, false),
  ];
  return `<w:styles xmlns:w="${WORD}">${all.join('')}</w:styles>`;
}

function numbering(): string {
  return (
    `<w:numbering xmlns:w="${WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>` +
    '<w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
  );
}

function contentTypes(): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/word/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`;
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part('document', 'document.main') +
    part('styles', 'styles') +
    part('numbering', 'numbering') +
    part('header1', 'header') +
    '</Types>'
  );
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
