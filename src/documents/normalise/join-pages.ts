import { MAX_TEXT_LENGTH } from '../limits.js';
import type { PageSpan } from '../reading.js';

export interface JoinedPages {
  readonly text: string;
  readonly pages: readonly PageSpan[];
  readonly truncated: boolean;
}

/** Puts normalised pages one under the other, one line break between them, and cuts at the last line below the cap. */
export function joinPages(pages: readonly string[], limit: number = MAX_TEXT_LENGTH): JoinedPages {
  let text = '';
  const spans: PageSpan[] = [];
  for (const [index, page] of pages.entries()) {
    const start = text === '' ? 0 : text.length + 1;
    const room = Math.max(0, limit - start);
    const kept = page.length <= room ? page : cutAtLine(page, room);
    if (kept !== '') text += (text === '' ? '' : '\n') + kept;
    const end = kept === '' ? text.length : start + kept.length;
    spans.push({ page: index + 1, start: Math.min(start, end), end });
    if (kept.length < page.length) return { text, pages: spans, truncated: true };
  }
  return { text, pages: spans, truncated: false };
}

/** The longest start of `page` of at most `room` units that ends with a line, or between characters in a huge line. */
function cutAtLine(page: string, room: number): string {
  const start = page.slice(0, room);
  const line = start.lastIndexOf('\n');
  const cut = line > room / 2 ? start.slice(0, line) : start.replace(/[\ud800-\udbff]$/, '');
  return cut.trimEnd();
}
