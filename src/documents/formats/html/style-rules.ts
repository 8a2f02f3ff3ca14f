import { isWhite } from '../docx/look.js';

/** Properties and their values, both in lower case. */
export type Rules = ReadonlyMap<string, string>;

/** Type below three points is no text for a reader. */
const SMALLEST = 3;
const PIXELS_PER_POINT = 4 / 3;
/** Characters of a declaration block that are looked at. */
const MOST_STYLE = 2_000;

/** Takes a declaration block apart, as in a `style` attribute. */
export function rulesOf(style: string): Rules {
  return new Map(
    style
      .slice(0, MOST_STYLE)
      .toLowerCase()
      .split(';')
      .map((rule) => {
        const colon = rule.indexOf(':');
        const value = rule.slice(colon + 1).replace('!important', '');
        return [rule.slice(0, colon).trim(), value.trim()] as const;
      }),
  );
}

/** What decides whether a reader sees text: an element has it from the one around it, unless its own rules say otherwise. */
export interface Look {
  /** Nothing inside is drawn, whatever its own rules say. */
  readonly gone: boolean;
  readonly invisible: boolean;
  readonly white: boolean;
  /** Something darker than paper lies behind it. */
  readonly ground: boolean;
  /** Of its type, in points. */
  readonly size: number;
}

/** Twelve points are 16 pixels: what browsers take where nothing is said. */
export const PLAIN: Look = { gone: false, invisible: false, white: false, ground: false, size: 12 };

/** @param layers rules of the element from the weakest to the strongest. */
export function lookUnder(parent: Look, layers: readonly Rules[]): Look {
  const rules = new Map(layers.flatMap((layer) => [...layer]));
  const visibility = rules.get('visibility') ?? 'inherit';
  return {
    gone: parent.gone || removesText(rules),
    invisible: visibility === 'inherit' ? parent.invisible : ['hidden', 'collapse'].includes(visibility),
    white: isWhiteText(rules.get('color') ?? 'inherit') ?? parent.white,
    ground: layers.map(groundOf).findLast((ground) => ground !== null) ?? parent.ground,
    size: sizeOf(rules.get('font-size') ?? 'inherit', parent.size),
  };
}

/** False for text that is on the page but not for the eye. */
export function isSeen({ gone, invisible, white, ground, size }: Look): boolean {
  return !gone && !invisible && size >= SMALLEST && (!white || ground);
}

/** True for rules that take an element off the page, make it transparent, or put it far outside. */
function removesText(rules: Rules): boolean {
  const rule = (name: string): string => rules.get(name) ?? '';
  return (
    rule('display') === 'none' ||
    rule('mso-hide') === 'all' ||
    /^0*\.?0+%?$/.test(rule('opacity')) ||
    ['left', 'top', 'text-indent', 'margin-left'].some((name) => /^-\d{4,}/.test(rule(name)))
  );
}

/** Null: as the text around. */
function isWhiteText(colour: string): boolean | null {
  if (['inherit', 'currentcolor', 'unset'].includes(colour)) return null;
  return isWhite(hexOf(colour)) || ['white', 'transparent'].includes(colour);
}

/** Null: nothing, or nothing that covers what lies behind. */
function groundOf(rules: Rules): boolean | null {
  const grounds = ['background', 'background-color', 'background-image']
    .map((name) => rules.get(name) ?? '')
    .filter((value) => !['', 'none', 'transparent', 'inherit', 'initial', 'unset'].includes(value));
  if (grounds.length === 0) return null;
  return grounds.some((value) => value !== 'white' && !isWhite(hexOf(value)));
}

/** `#rgb` and `rgb(r, g, b)` as `#rrggbb`. */
function hexOf(colour: string): string {
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(colour);
  if (short) {
    const channels = short.slice(1).map((digit) => digit + digit);
    return `#${channels.join('')}`;
  }
  const named = /^rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})/.exec(colour);
  if (!named) return colour;
  const channels = named.slice(1).map((one) => Math.min(255, Number(one)).toString(16).padStart(2, '0'));
  return `#${channels.join('')}`;
}

const POINTS_OF: Readonly<Record<string, number>> = {
  pt: 1,
  px: 1 / PIXELS_PER_POINT,
  '': 1 / PIXELS_PER_POINT,
};

/** In points; what is not a length, such as `large`, is of a size to be read. */
function sizeOf(size: string, around: number): number {
  if (['inherit', 'unset', 'smaller', 'larger'].includes(size)) return around;
  const [, number, unit] = /^(\d*\.?\d+)(pt|px|r?em|%|)$/.exec(size) ?? [];
  if (number === undefined || unit === undefined) return PLAIN.size;
  const relative: Readonly<Record<string, number>> = { em: around, rem: PLAIN.size, '%': around / 100 };
  return Number(number) * (relative[unit] ?? POINTS_OF[unit] ?? 1);
}
