import { isWhite } from './look.js';
import type { XmlElement } from './parse-xml.js';

/** What a shape puts behind its text: paper, something darker, or nothing, so that what lies under it shows. */
export type Ground = 'paper' | 'shade' | 'nothing';

/** Follows the shapes of a part, new (DrawingML, ISO/IEC 29500-1, 20.1.8) and old (VML, ISO/IEC 29500-4, 19.1.2). */
export interface ShapeGrounds {
  open(element: XmlElement, parent: string): void;
  close(element: XmlElement): void;
  /** Of the innermost shape that is open. */
  current(): Ground;
  /** True once a shape with a dark ground, or a picture, was met: it may lie under text that stands elsewhere. */
  hasDark(): boolean;
}

interface Shape {
  /** Undefined: it does not say, so a style of the theme may. */
  ground: Ground | undefined;
}

const DRAWN = 'wsp';
const OLD_SHAPES = new Set(['shape', 'rect', 'roundrect', 'oval']);
/** Parents of the fill of a shape; lines around it have one, too. */
const FILLED = new Set(['spPr', 'grpSpPr', 'bgPr']);
/** Names of white in the theme, as good as always, and in the system's colours. */
const WHITE_NAMES = new Set(['bg1', 'lt1', 'white', 'window']);
/** An alpha below this, in thousandths of a per cent, lets everything through. */
const LEAST_ALPHA = 10_000;
/** White with less of its light, in thousandths of a per cent, is no white for `isWhite` any more. */
const LEAST_LIGHT = 87_800;

export function createShapeGrounds(): ShapeGrounds {
  const shapes: Shape[] = [];
  let hasDark = false;
  /** The solid fill of a shape is open. */
  let inFill = false;

  const note = (ground: Ground): void => {
    const shape = shapes.at(-1);
    if (shape) shape.ground = ground;
    hasDark ||= ground === 'shade';
  };

  return {
    open(element, parent) {
      const { local } = element;
      if (local === DRAWN) shapes.push({ ground: undefined });
      else if (OLD_SHAPES.has(local)) {
        shapes.push({ ground: undefined });
        note(oldGround(element));
      } else if (FILLED.has(parent)) {
        if (local === 'solidFill') inFill = true;
        else if (local === 'noFill') note('nothing');
        else if (/^(grad|patt|blip|grp)Fill$/.test(local)) note('shade');
      } else if (inFill && local.endsWith('Clr')) note(isPaper(element) ? 'paper' : 'shade');
      else if (inFill && local === 'alpha' && numberOf(element, 'val') < LEAST_ALPHA) note('nothing');
      else if (inFill && local === 'lumMod' && shapes.at(-1)?.ground === 'paper') {
        if (numberOf(element, 'val') < LEAST_LIGHT) note('shade');
      } else if (local === 'fillRef' && numberOf(element, 'idx') > 0 && shapes.at(-1)?.ground === undefined)
        note('shade');
      if (local === 'blip' || local === 'imagedata') hasDark = true;
    },
    close({ local }) {
      if (local === DRAWN || OLD_SHAPES.has(local)) shapes.pop();
      else if (local === 'solidFill') inFill = false;
    },
    current: () => shapes.at(-1)?.ground ?? 'nothing',
    hasDark: () => hasDark,
  };
}

function numberOf(element: XmlElement, name: string): number {
  return Number(element.attributes[name]?.value ?? 0);
}

function isPaper({ attributes }: XmlElement): boolean {
  const colour = attributes['lastClr']?.value ?? attributes['val']?.value ?? '';
  return WHITE_NAMES.has(colour) || isWhite(colour);
}

/** An old shape is filled, with white, unless it says otherwise; `#1f3864 [3204]` names the theme's number, too. */
function oldGround({ attributes }: XmlElement): Ground {
  if (/^(f|false|0)$/i.test(attributes['filled']?.value ?? '')) return 'nothing';
  const colour = (attributes['fillcolor']?.value ?? 'white').replace(/\s*\[.*$/, '').toLowerCase();
  const long = colour.replace(/^#([\da-f])([\da-f])([\da-f])$/, '#$1$1$2$2$3$3');
  return WHITE_NAMES.has(long) || isWhite(long) ? 'paper' : 'shade';
}
