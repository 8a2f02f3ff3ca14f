import { isWhite, mergeLooks, type Look } from '../docx/look.js';
import { attributeOf, type XmlElement } from '../docx/parse-xml.js';

/** Styles form chains; longer ones are damage or malice. */
const LONGEST_CHAIN = 20;
/** Type sizes are kept in half points. */
const HALF_POINTS: Readonly<Record<string, number>> = { pt: 2, in: 144, cm: 56.7, mm: 5.67, px: 1.5 };

/** What a shape puts behind its text; undefined: its style does not say. */
export type ShapeLook = Look & { ground?: 'paper' | 'shade' | 'nothing' };

interface OdtStyle {
  readonly look: ShapeLook;
  readonly parent: string | undefined;
}

export interface OdtStyles {
  /** Takes note of an element of a styles part or of the automatic styles of a body. */
  open(element: XmlElement): void;
  close(element: XmlElement): void;
  /** Look of a style by its family and name, inherited properties included. */
  lookOf(family: string, name: string | undefined): ShapeLook;
  /** True once a style of shapes with a dark ground was met. */
  hasDarkShapes(): boolean;
}

/** The styles of an OpenDocument text, as far as they decide what is seen. */
export function createOdtStyles(): OdtStyles {
  const styles = new Map<string, OdtStyle>();
  let current: OdtStyle | null = null;
  let hasDarkShapes = false;

  function note(look: ShapeLook, element: XmlElement): void {
    const display = attributeOf(element, 'display');
    const colour = attributeOf(element, 'color');
    const size = /^(\d*\.?\d+)(pt|in|cm|mm|px)$/.exec(attributeOf(element, 'font-size') ?? '');
    const ground = attributeOf(element, 'background-color');
    if (element.local === 'text-properties') {
      if (display !== undefined) look.vanish = display === 'none';
      if (colour !== undefined) look.white = isWhite(colour);
      if (size) look.size = Number(size[1]) * (HALF_POINTS[size[2] ?? 'pt'] ?? 2);
    }
    if (element.local === 'graphic-properties') {
      const fill = attributeOf(element, 'fill');
      const filled = attributeOf(element, 'fill-color') ?? ground;
      if (fill === 'none' || (fill === undefined && ground === 'transparent')) look.ground = 'nothing';
      else if (fill !== undefined && fill !== 'solid') look.ground = 'shade';
      else if (filled !== undefined) look.ground = isWhite(filled) ? 'paper' : 'shade';
      hasDarkShapes ||= look.ground === 'shade';
    } else if (ground !== undefined && ground !== 'transparent' && !isWhite(ground)) look.shaded = true;
  }

  return {
    open(element) {
      if (element.local === 'style') {
        current = { look: {}, parent: attributeOf(element, 'parent-style-name') };
        styles.set(`${attributeOf(element, 'family') ?? ''} ${attributeOf(element, 'name') ?? ''}`, current);
      } else if (current) note(current.look, element);
    },
    close(element) {
      if (element.local === 'style') current = null;
    },
    lookOf(family, name) {
      const chain: ShapeLook[] = [];
      let next = name;
      while (next !== undefined && chain.length < LONGEST_CHAIN) {
        const style = styles.get(`${family} ${next}`);
        if (!style) break;
        chain.unshift(style.look);
        next = style.parent;
      }
      return mergeLooks(chain);
    },
    hasDarkShapes: () => hasDarkShapes,
  };
}
