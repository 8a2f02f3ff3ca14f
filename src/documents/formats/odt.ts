import { MAX_RAW_LENGTH } from '../limits.js';
import type { ReadingFlag } from '../reading.js';
import { Refusal } from '../refusal.js';
import { openPackage } from './docx/open-package.js';
import { parseXml } from './docx/parse-xml.js';
import type { Extract, ReadingTools } from './format.js';
import { readPictures, withPictures } from './image/read-pictures.js';
import { odtText } from './odt/odt-text.js';
import { createOdtStyles } from './odt/odt-styles.js';

const PICTURE = /^Pictures\/.*\.(png|jpe?g|gif|bmp|tiff?)$/i;

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
  const names = zip.names.filter((name) => PICTURE.test(name));
  // Page headers and footers stand among the styles, which the body needs too.
  const textOf = (part: string): ReturnType<typeof odtText> =>
    odtText(zip.part(part), styles, names.length > 0, MAX_RAW_LENGTH);
  const around = zip.has('styles.xml') ? await textOf('styles.xml') : null;
  const body = await textOf('content.xml');
  const passages = [...(around?.header ?? []), body.lines.join('\n').trim(), ...(around?.footer ?? [])];
  const whole = passages.filter((passage) => passage !== '').join('\n\n');
  const hidden = [...(around?.hidden ?? []), ...body.hidden];
  const flags: ReadingFlag[] = [];
  if (hidden.length > 0) flags.push('hidden_text');
  if (zip.names.some((name) => /^(Basic|Scripts)\/.*\/.*\.(xml|py|js|bsh)$/.test(name))) flags.push('macro');
  if (zip.names.some((name) => /^Object \d+\/?$|^Object \d+\/content\.xml$/.test(name)))
    flags.push('embedded_file');
  const shown = new Set([...(around?.pictures ?? []), ...body.pictures]);
  const pictures = names.filter((name) => shown.has(name)).map((name) => () => zip.part(name));
  return {
    ...withPictures(whole, await readPictures(pictures, whole, tools)),
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
