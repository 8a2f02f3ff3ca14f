import { isShade, mergeLooks, noteLook, type Look } from './look.js';
import type { WordPackage } from './open-package.js';
import { parseXml } from './parse-xml.js';
import { nameOf, valueOf } from './wordprocessing.js';

export interface Style {
  readonly look: Look;
  /** True for styles that set a bullet or a number before the paragraph. */
  readonly list: boolean;
  /** True for designs of tables that put something darker than paper behind some of their cells. */
  readonly shades: boolean;
}

interface RawStyle {
  look: Look;
  list: boolean;
  shades: boolean;
  basedOn?: string;
}

/** Styles form chains; longer ones are damage or malice. */
const LONGEST_CHAIN = 20;

/** Reads the styles part: the look and the lists of each style by its id, inherited properties included. */
export async function readStyles(zip: WordPackage, part: string): Promise<ReadonlyMap<string, Style>> {
  const raw = new Map<string, RawStyle>();
  let current: RawStyle | null = null;
  let conditional = 0;
  await parseXml(zip.part(part), {
    open: (element) => {
      const name = nameOf(element);
      if (name === 'w:style') {
        current = { look: {}, list: false, shades: false };
        raw.set(valueOf(element, 'styleId') ?? '', current);
      } else if (name === 'w:tblStylePr') conditional += 1;
      else if (current) {
        current.shades ||= name === 'w:shd' && isShade(element);
        if (conditional === 0) noteStyle(current, element);
      }
    },
    close: (element) => {
      if (nameOf(element) === 'w:style') current = null;
      else if (nameOf(element) === 'w:tblStylePr') conditional -= 1;
    },
  });
  return new Map([...raw.keys()].map((id) => [id, resolve(id, raw)]));
}

function noteStyle(style: RawStyle, element: Parameters<typeof nameOf>[0]): void {
  const name = nameOf(element);
  if (name === 'w:basedOn') style.basedOn = valueOf(element) ?? '';
  else if (name === 'w:numId') style.list = valueOf(element) !== '0';
  else noteLook(style.look, element);
}

function resolve(id: string, raw: ReadonlyMap<string, RawStyle>): Style {
  const chain: RawStyle[] = [];
  for (let style = raw.get(id); style && chain.length < LONGEST_CHAIN; style = raw.get(style.basedOn ?? '')) {
    chain.unshift(style);
    if (style.basedOn === undefined) break;
  }
  const isHeading = /^(heading|title)/i.test(id);
  return {
    look: mergeLooks(chain.map((style) => style.look)),
    list: !isHeading && (/^list(bullet|number)/i.test(id) || chain.some((style) => style.list)),
    shades: chain.some((style) => style.shades),
  };
}
