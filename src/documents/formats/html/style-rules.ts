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

/** Boxes that are cut off where their content does not fit. */
const CUT = /^(hidden|clip)/;
const LENGTH = /^-?\d*\.?\d+(px|pt|em|rem|%|cm|mm|in|vw|vh)?$/;
/** Text put this far outside, in pixels, is off any page: 500 and more, as wide as a phone. */
const FAR = -500;
/** Margins draw what is wide back from the middle of a page, too. */
const FAR_MARGIN = -1_000;
const PIXELS: Readonly<Record<string, number>> = {
  em: 16,
  rem: 16,
  pt: 1.33,
  cm: 38,
  mm: 3.8,
  in: 96,
  vw: 12,
  vh: 8,
};

/** True for rules that take an element off the page, make it transparent, cut it off, or put it far outside. */
function removesText(rules: Rules): boolean {
  const rule = (name: string): string => rules.get(name) ?? '';
  return (
    rule('display') === 'none' ||
    rule('mso-hide') === 'all' ||
    /^0*\.?0+%?$/.test(rule('opacity')) ||
    isCutOff(rule) ||
    ['left', 'top', 'right', 'bottom', 'text-indent'].some((name) => isFarOutside(rule(name))) ||
    ['margin-left', 'margin-top'].some((name) => pixelsOf(rule(name)) <= FAR_MARGIN) ||
    /translate[xy]?\(\s*-(\d{4,}px|(?!100%)[1-9]\d{2,}(%|vw|vh))|scale\(\s*0\s*\)/.test(rule('transform'))
  );
}

/** Clipped to nothing, or in a box of at most a pixel that shows nothing beyond it: how text for screen readers is made. */
function isCutOff(rule: (name: string) => string): boolean {
  const isTiny = ['height', 'max-height', 'width', 'max-width'].some((name) =>
    /^(0*[01]?(\.\d+)?px|(0+(\.0+)?|\.0+)([a-z]+|%)?)$/.test(rule(name)),
  );
  return (
    (isTiny && CUT.test(rule('overflow'))) ||
    /^rect\(\s*(0|1px)(px)?[\s,]+(0|1px)(px)?[\s,]+(0|1px)(px)?[\s,]+(0|1px)(px)?\s*\)$/.test(rule('clip')) ||
    /^(inset\(\s*(50|100)%|circle\(\s*0)/.test(rule('clip-path'))
  );
}

function isFarOutside(length: string): boolean {
  return pixelsOf(length) <= FAR || /^-[1-9]\d{2,}%$/.test(length);
}

/** 0 for what is no length, and for a share of what is around. */
function pixelsOf(length: string): number {
  const [found, unit = ''] = LENGTH.exec(length) ?? [];
  return found === undefined || unit === '%' ? 0 : Number.parseFloat(length) * (PIXELS[unit] ?? 1);
}

/** CSS names of colours that cannot be told from paper, and of none. */
const WHITE_NAMES = new Set([
  ...[
    'white',
    'transparent',
    'snow',
    'ivory',
    'ghostwhite',
    'mintcream',
    'azure',
    'floralwhite',
    'whitesmoke',
  ],
  ...['aliceblue', 'honeydew', 'seashell', 'lavenderblush', 'oldlace', 'linen'],
]);

/** Null: as the text around. */
function isWhiteText(colour: string): boolean | null {
  if (['inherit', 'currentcolor', 'unset'].includes(colour)) return null;
  return isWhite(hexOf(colour)) || WHITE_NAMES.has(colour);
}

const NO_GROUND = new Set(['', 'none', 'transparent', 'inherit', 'initial', 'unset']);

/** Null: nothing, or nothing that covers what lies behind. */
export function groundOf(rules: Rules): boolean | null {
  const grounds = ['background', 'background-color', 'background-image']
    .map((name) => rules.get(name) ?? '')
    .filter((value) => !NO_GROUND.has(value) && !isClear(value));
  if (grounds.length === 0) return null;
  return grounds.some((value) => !WHITE_NAMES.has(value) && !isWhite(hexOf(value)));
}

/** As a lightness in per cent what `isWhite` takes for white. */
const WHITE_LIGHTNESS = 88;

/** `#rgb`, `#rgba`, `#rrggbbaa`, `hsl()` and `rgb()`, with commas, blanks or per cents, as `#rrggbb`. */
function hexOf(colour: string): string {
  if (isClear(colour)) return '#ffffff';
  const long = /^(#[\da-f]{6})[\da-f]{2}$/.exec(colour);
  if (long) return long[1] ?? colour;
  const [, lightness] = /^hsla?\(\s*[\d.]+(?:deg)?[,\s]+[\d.]+%?[,\s]+([\d.]+)%?/.exec(colour) ?? [];
  if (lightness !== undefined) return Number(lightness) >= WHITE_LIGHTNESS ? '#ffffff' : '#000000';
  const shares = /^rgba?\(\s*([\d.]+)%[,\s]+([\d.]+)%[,\s]+([\d.]+)%/.exec(colour);
  if (shares) return shares.slice(1).every((one) => Number(one) >= WHITE_LIGHTNESS) ? '#ffffff' : '#000000';
  const short = /^#([\da-f])([\da-f])([\da-f])[\da-f]?$/.exec(colour);
  if (short) {
    const channels = short.slice(1).map((digit) => digit + digit);
    return `#${channels.join('')}`;
  }
  const named = /^rgba?\(\s*(\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})/.exec(colour);
  if (!named) return colour;
  const channels = named.slice(1).map((one) => Math.min(255, Number(one)).toString(16).padStart(2, '0'));
  return `#${channels.join('')}`;
}

/** An opacity of nothing shows what lies behind, which is paper or a ground of its own. */
function isClear(colour: string): boolean {
  return (
    /^#([\da-f]{3}0|[\da-f]{6}0[0-9a-f])$/.test(colour) ||
    /^(rgba?|hsla?)\((([^,/]*,){3}|[^,/]*\/)\s*0?\.?0+%?\s*\)$/.test(colour)
  );
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
