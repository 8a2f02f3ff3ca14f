import { MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { Refusal } from '../refusal.js';
import { settleWhiteText } from './docx/blocks.js';
import { foreignParts, type ForeignReaders } from './docx/foreign-parts.js';
import { openPackage, type WordPackage } from './docx/open-package.js';
import { partText, type PartText } from './docx/part-text.js';
import { relationshipsOf } from './docx/relationships.js';
import { readStyles } from './docx/styles.js';
import type { Extract, ReadingTools } from './format.js';
import { readHtml } from './html.js';
import { readPictures, withPictures } from './image/read-pictures.js';
import { readRtf } from './rtf.js';
import { readTxt } from './txt.js';

/** Parts beside the body in the order in which they are read; page headers often hold the only contact lines. */
const BEFORE_BODY = ['header'];
const AFTER_BODY = ['footnotes', 'endnotes', 'footer'];

const PICTURE = /\.(png|jpe?g|gif|bmp|tiff?)$/i;

/**
 * Reads a Word document (.docx, and macro documents and templates alike) as one page: page headers, body, notes, page
 * footers; comments are the reviewers', not the candidate's. Nothing outside the package is looked at.
 *
 * @throws Refusal with `encrypted`, `corrupt` or `too_large`.
 */
export function readDocx(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const chunkReaders = { html: readHtml, rtf: readRtf, txt: readTxt };
  // A Word document inside a Word document may show another one, and that another one, without end.
  const inner = (chunk: Uint8Array): Promise<Extract> => readPackage(chunk, tools, chunkReaders);
  return readPackage(bytes, tools, { ...chunkReaders, docx: inner });
}

async function readPackage(
  bytes: Uint8Array,
  tools: ReadingTools,
  chunkReaders: ForeignReaders,
): Promise<Extract> {
  const zip = await openPackage(bytes);
  const main = await mainPart(zip);
  const relationships = await relationshipsOf(zip, main);
  const partsOf = (kind: string): string[] =>
    relationships.filter((to) => to.kind === kind && zip.has(to.part)).map((to) => to.part);
  const [stylesPart] = partsOf('styles');
  const styles = stylesPart === undefined ? new Map<string, never>() : await readStyles(zip, stylesPart);

  const parts = [...BEFORE_BODY.flatMap(partsOf), main, ...AFTER_BODY.flatMap(partsOf)];
  const texts: PartText[] = [];
  const chunks: Extract[] = [];
  const shown = new Set<string>();
  let length = 0;
  for (const part of new Set(parts)) {
    const links = part === main ? relationships : await relationshipsOf(zip, part);
    const foreign = await foreignParts(zip, links, chunkReaders, tools);
    chunks.push(...foreign.extracts);
    const text = await partText(zip.part(part), styles, foreign.lines, MAX_RAW_LENGTH - length);
    texts.push(text);
    for (const { id, kind, part: picture } of links)
      if (kind === 'image' && text.pictures.has(id) && zip.has(picture)) shown.add(picture);
    length += text.lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (text.truncated) break;
  }
  const hasDark = texts.some((text) => text.hasDarkShapes);
  const settled = texts.map(({ lines }) => settleWhiteText(lines.join('\n'), hasDark));
  const hiddenText = [
    ...texts.flatMap(({ hidden }) => hidden),
    ...settled.flatMap(({ hidden }) => hidden),
    ...chunks.flatMap((chunk) => chunk.hiddenText ?? []),
  ];
  // The headers of the first, the even and the other pages often say the same.
  const passages = new Set(settled.map(({ text }) => text));
  const whole = [...passages].filter((passage) => passage.trim() !== '').join('\n\n');
  const pictures = [...shown].filter((name) => PICTURE.test(name)).map((name) => () => zip.part(name));
  const read = withPictures(whole, await readPictures(pictures, whole, tools));
  const flags = new Set<ReadingFlag>([...packageFlags(zip), ...chunks.flatMap((chunk) => chunk.flags)]);
  if (hiddenText.length > 0) flags.add('hidden_text');
  return {
    ...read,
    picturePages: chunks.reduce((sum, chunk) => sum + chunk.picturePages, read.picturePages),
    recognised: [...(read.recognised ?? []), ...chunks.flatMap((chunk) => chunk.recognised ?? [])],
    hiddenText,
    flags: [...flags],
    truncated: texts.some(({ truncated }) => truncated) || chunks.some(({ truncated }) => truncated),
  };
}

/** The body has its usual name nearly always; Word on the web calls it `word/document2.xml`. */
async function mainPart(zip: WordPackage): Promise<string> {
  const named = (await relationshipsOf(zip, '')).find((to) => to.kind === 'officeDocument')?.part;
  const main = named !== undefined && zip.has(named) ? named : 'word/document.xml';
  if (!zip.has(main)) throw new Refusal('corrupt', 'the package holds no document');
  return main;
}

function packageFlags(zip: WordPackage): ReadingFlag[] {
  const flags: ReadingFlag[] = [];
  if (zip.names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) flags.push('macro');
  if (zip.names.some((name) => /^word\/(embeddings|activeX)\//i.test(name))) flags.push('embedded_file');
  return flags;
}
