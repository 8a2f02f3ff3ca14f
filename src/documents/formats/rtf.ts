import { MAX_RAW_LENGTH } from '../limits.js';
import type { Extract } from './format.js';
import { rtfText } from './rtf/rtf-text.js';

/**
 * Reads Rich Text Format as one page. Pictures, embedded objects and field instructions are jumped over and never run.
 *
 * @throws Refusal with `too_large` or `corrupt`.
 */
export function readRtf(bytes: Uint8Array): Promise<Extract> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { lines, hidden, hasObject, truncated } = rtfText(file);
  const flags: Extract['flags'][number][] = [];
  if (hidden.length > 0) flags.push('hidden_text');
  if (hasObject) flags.push('embedded_file');
  return Promise.resolve({
    pages: [lines.join('\n').slice(0, MAX_RAW_LENGTH)],
    picturePages: 0,
    hiddenText: hidden,
    flags,
    truncated,
  });
}
