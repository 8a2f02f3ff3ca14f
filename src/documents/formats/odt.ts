import { MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { Refusal } from '../refusal.js';
import { openPackage } from './docx/open-package.js';
import { parseXml } from './docx/parse-xml.js';
import type { Extract, ReadingTools } from './format.js';
import { readPictures } from './image/read-pictures.js';
import { odtText } from './odt/odt-text.js';
import { createOdtStyles } from './odt/odt-styles.js';

/** With less text than this and a picture, the picture is the document. */
const SCAN_LENGTH = 200;
const PICTURE = /^Pictures\/.*\.(png|jpe?g|bmp|tiff?)$/i;

/**
 * Reads an OpenDocument text (.odt, and templates) as one page: page header, body, page footer. Tracked deletions,
 * comments and hidden text are out; nothing outside the package is looked at.
 *
 * @throws Refusal with `encrypted`, `corrupt` or `too_large`.
 */
export async function readOdt(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const zip = await openPackage(bytes);
  if (!zip.has('content.xml')) throw new Refusal('corrupt', 'the package holds no document');
  if (zip.has('META-INF/manifest.xml') && (await isEncrypted(zip.part('META-INF/manifest.xml')))) {
    throw new Refusal('encrypted', 'an OpenDocument file with a password');
  }
  const styles = createOdtStyles();
  // Page headers and footers stand among the styles, which the body needs too.
  const around = zip.has('styles.xml') ? await odtText(zip.part('styles.xml'), styles, MAX_RAW_LENGTH) : null;
  const body = await odtText(zip.part('content.xml'), styles, MAX_RAW_LENGTH);
  const passages = [around?.header ?? [], body.lines, around?.footer ?? []].map((lines) =>
    lines.join('\n').trim(),
  );
  const whole = passages.filter((passage) => passage !== '').join('\n\n');
  const hidden = [...(around?.hidden ?? []), ...body.hidden];
  const flags: ReadingFlag[] = [];
  if (hidden.length > 0) flags.push('hidden_text');
  if (zip.names.some((name) => /^(Basic|Scripts)\/.*\/.*\.(xml|py|js|bsh)$/.test(name))) flags.push('macro');
  if (zip.names.some((name) => /^Object \d+\/?$|^Object \d+\/content\.xml$/.test(name)))
    flags.push('embedded_file');
  const pictures = whole.length < SCAN_LENGTH ? zip.names.filter((name) => PICTURE.test(name)) : [];
  const read = await readPictures(
    pictures.map((name) => zip.part(name)),
    tools,
  );
  return {
    pages: [[whole, ...read.pages].join('\n').slice(0, MAX_RAW_LENGTH)],
    picturePages: read.unread,
    recognised: read.recognised,
    hiddenText: hidden,
    flags,
    truncated: body.truncated || whole.length > MAX_RAW_LENGTH,
  };
}

async function isEncrypted(manifest: AsyncIterable<Uint8Array>): Promise<boolean> {
  let found = false;
  await parseXml(manifest, {
    open: ({ local }) => (found ||= local === 'encryption-data'),
    done: () => found,
  });
  return found;
}
