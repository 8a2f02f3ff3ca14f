import { MAX_RAW_LENGTH } from '../limits.js';
import { Refusal } from '../refusal.js';
import { streamNames } from './doc/stream-names.js';
import { withBullets, wordText } from './doc/word-text.js';
import type { Extract, ReadingTools } from './format.js';
import { readPictures, withPictures } from './image/read-pictures.js';

/** Word ends table cells with this character; word-extractor turns it into a tab. */
const ENDS_OF_LINES = /\t+\n/g;

/**
 * Reads an old Word document (.doc, Word 97 to 2003) with word-extractor, as one page: page headers, body, text boxes,
 * notes, page footers; hidden runs out and reported. Comments are the reviewers'.
 *
 * @throws Refusal with `encrypted`, `unsupported` (another program's file of the same kind) or `corrupt`.
 */
export async function readDoc(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = streamNames(buffer);
  if (names.has('EncryptedPackage')) throw new Refusal('encrypted', 'an Office file with a password');
  if (!names.has('WordDocument')) throw new Refusal('unsupported', 'an OLE file that is no Word document');
  const { document, hidden, pictures } = await wordText(buffer, names.has('Data')).catch((error: unknown) => {
    const isEncrypted = error instanceof Error && /encrypt|password/i.test(error.message);
    throw isEncrypted
      ? new Refusal('encrypted', 'a Word file with a password')
      : new Refusal('corrupt', 'not a whole Word file');
  });
  const passages = new Set(
    [
      document.getHeaders({ includeFooters: false }),
      document.getBody(),
      document.getTextboxes({ includeHeadersAndFooters: true, includeBody: true }),
      document.getFootnotes(),
      document.getEndnotes(),
      document.getFooters(),
    ].map((passage) => withBullets(passage).replace(ENDS_OF_LINES, '\n').trim()),
  );
  const whole = [...passages].filter((passage) => passage !== '').join('\n\n');
  const opened = pictures.map((picture) => () => [picture]);
  return {
    ...withPictures(whole, await readPictures(opened, whole, tools)),
    hiddenText: hidden,
    flags: [
      ...(names.has('Macros') ? ['macro' as const] : []),
      ...(hidden.length > 0 ? ['hidden_text' as const] : []),
    ],
    truncated: whole.length > MAX_RAW_LENGTH,
  };
}
