import type { Extract, ReadingTools } from './format.js';
import { readPictures, withPictures } from './image/read-pictures.js';
import { rtfText } from './rtf/rtf-text.js';

/**
 * Reads Rich Text Format as one page. Embedded objects and field instructions are jumped over and never run.
 *
 * @throws Refusal with `too_large` or `corrupt`.
 */
export async function readRtf(bytes: Uint8Array, tools: ReadingTools): Promise<Extract> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { lines, hidden, pictures, hasObject, truncated } = rtfText(file);
  const whole = lines.join('\n');
  const flags: Extract['flags'][number][] = [];
  if (hidden.length > 0) flags.push('hidden_text');
  if (hasObject) flags.push('embedded_file');
  const opened = pictures.map((picture) => () => [picture]);
  return {
    ...withPictures(whole, await readPictures(opened, whole, tools)),
    hiddenText: hidden,
    flags,
    truncated,
  };
}
