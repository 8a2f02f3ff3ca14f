import { MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { Refusal } from '../refusal.js';
import { openPackage, type WordPackage } from './docx/open-package.js';
import { partText } from './docx/part-text.js';
import { relationshipsOf } from './docx/relationships.js';
import { readStyles } from './docx/styles.js';
import type { Extract, ReadingTools } from './format.js';
import { readPictures } from './image/read-pictures.js';

/** Parts beside the body in the order in which they are read; page headers often hold the only contact lines. */
const BEFORE_BODY = ['header'];
const AFTER_BODY = ['footnotes', 'endnotes', 'footer'];

/** With less text than this and a picture, the picture is the document: a scan pasted into Word. */
const SCAN_LENGTH = 200;

/**
 * Reads a Word document (.docx, and macro documents and templates alike) as one page: page headers, body, notes, page
 * footers; comments are the reviewers', not the candidate's. Nothing outside the package is looked at.
 *
 * @throws Refusal with `encrypted`, `corrupt` or `too_large`.
 */
export async function readDocx(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const zip = await openPackage(bytes);
  const main = await mainPart(zip);
  const relationships = await relationshipsOf(zip, main);
  const partsOf = (kind: string): string[] =>
    relationships.filter((to) => to.kind === kind && zip.has(to.part)).map((to) => to.part);
  const [stylesPart] = partsOf('styles');
  const styles = stylesPart === undefined ? new Map<string, never>() : await readStyles(zip, stylesPart);

  const parts = [...BEFORE_BODY.flatMap(partsOf), main, ...AFTER_BODY.flatMap(partsOf)];
  const passages = new Set<string>();
  const flags = new Set<ReadingFlag>(packageFlags(zip));
  const hiddenText: string[] = [];
  let length = 0;
  let truncated = false;
  for (const part of new Set(parts)) {
    if (truncated) break;
    const text = await partText(zip.part(part), styles, MAX_RAW_LENGTH - length);
    const passage = text.lines.join('\n');
    // The headers of the first, the even and the other pages often say the same.
    passages.add(passage);
    length += passage.length;
    truncated = text.truncated;
    if (text.hidden.length > 0) flags.add('hidden_text');
    hiddenText.push(...text.hidden);
  }
  const whole = [...passages].filter((passage) => passage.trim() !== '').join('\n\n');
  const media = zip.names.filter((name) => /^word\/media\/.*\.(png|jpe?g|gif|bmp|tiff?)$/i.test(name));
  const scans = whole.length < SCAN_LENGTH ? media.map((name) => zip.part(name)) : [];
  const read = await readPictures(scans, tools);
  return {
    pages: [[whole, ...read.pages].join('\n').slice(0, MAX_RAW_LENGTH)],
    picturePages: read.unread,
    recognised: read.recognised,
    hiddenText,
    flags: [...flags],
    truncated,
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
