import type { XmlElement } from './parse-xml.js';
import { isOn, nameOf, valueOf } from './wordprocessing.js';

/** What decides whether a reader sees a run of text. Undefined: not said here, so the style or the default decides. */
export interface Look {
  vanish?: boolean;
  white?: boolean;
  /** Half points, as in the file. */
  size?: number;
  /** Something darker than paper behind the text. */
  shaded?: boolean;
}

/** Letters whose channels are all above this have a contrast of 1.3 to paper at most: nobody reads them. */
export const WHITE = 0xe0;
/** Type below three points, in half points, is no text for a reader. */
export const SMALLEST_SIZE = 6;

/** Takes over what one property element of a run, paragraph, cell or table says about its look. */
export function noteLook(look: Look, element: XmlElement): void {
  switch (nameOf(element)) {
    case 'w:vanish':
      look.vanish = isOn(element);
      break;
    case 'w:color':
      look.white = isWhite(valueOf(element));
      break;
    case 'w:sz':
      look.size = Number(valueOf(element));
      break;
    case 'w:shd':
      look.shaded = isShade(element);
      break;
    case 'w:highlight':
      look.shaded = !['none', 'white'].includes(valueOf(element) ?? 'none');
      break;
    default:
  }
}

/** True for a `w:shd` that is darker than paper. */
export function isShade(element: XmlElement): boolean {
  const fill = valueOf(element, 'fill') ?? 'auto';
  const theme = valueOf(element, 'themeFill');
  const isThemed = theme !== undefined && !['background1', 'light1'].includes(theme);
  return isThemed || (fill !== 'auto' && !isWhite(fill));
}

/** The look of a run under its styles, the weakest first; shading anywhere counts. */
export function mergeLooks<L extends Look>(looks: readonly (L | undefined)[]): L {
  const merged = Object.assign({}, ...looks) as L;
  merged.shaded = looks.some((look) => look?.shaded === true);
  return merged;
}

/** True for text that is on the page but not for the eye. */
export function isHidden(look: Look): boolean {
  const tiny = look.size !== undefined && look.size < SMALLEST_SIZE;
  return look.vanish === true || tiny || (look.white === true && look.shaded !== true);
}

/** True for `RRGGBB` that cannot be told from paper; false for `auto` and everything else. */
export function isWhite(colour: string | undefined): boolean {
  const channels = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour ?? '');
  return channels !== null && channels.slice(1).every((channel) => parseInt(channel, 16) >= WHITE);
}
