import { MAX_PART_BYTES, MOST_PICTURES } from '../../limits.js';

/** RFC 2397; without the blanks that are no part of an address. */
const DATA_URL = /data:([a-z]{1,20})\/[\w.+-]{1,80}(?:;[\w=.-]{1,60}){0,4},([^"'<>()\s]*)/gi;

export interface PageParts {
  /** The page without what its addresses carry themselves. */
  readonly markup: Buffer;
  /** Pictures that it carries in itself. */
  readonly pictures: readonly Buffer[];
}

/**
 * Takes the pictures and fonts out of a page that browsers write into it as addresses: of a page of 3 MB its text may be
 * the last kilobyte. A page in UTF-16 stays as it is.
 */
export function takeDataOut(page: Uint8Array): PageParts {
  const source = Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString('latin1');
  const pictures: Buffer[] = [];
  const markup = source.replace(DATA_URL, (whole: string, kind: string, data: string) => {
    const isPicture = kind.toLowerCase() === 'image' && /;base64,/i.test(whole.slice(0, 400));
    if (isPicture && pictures.length < MOST_PICTURES && data.length < 1.4 * MAX_PART_BYTES)
      pictures.push(Buffer.from(data.replaceAll('%2B', '+').replaceAll('%2F', '/'), 'base64'));
    return 'data:,';
  });
  return { markup: Buffer.from(markup, 'latin1'), pictures };
}
