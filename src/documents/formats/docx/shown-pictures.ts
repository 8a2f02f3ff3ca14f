import type { XmlElement } from './parse-xml.js';

/** Follows the drawings of a part, new (DrawingML) and old (VML), and takes note of the pictures that they show. */
export interface ShownPictures {
  open(element: XmlElement): void;
  close(element: XmlElement): void;
  /** Of relationships to them, in the order of the part. */
  readonly ids: ReadonlySet<string>;
}

/** What a picture is shown in. */
const FRAMES = new Set(['inline', 'anchor', 'shape', 'rect', 'roundrect', 'oval']);
const REFERENCES: Readonly<Record<string, string>> = { blip: 'embed', imagedata: 'id', fill: 'id' };
const RELATIONSHIPS = /\/officeDocument\/(2006\/)?relationships$/;
/** In points: nobody reads what is shown smaller. */
const SMALLEST_SIDE = 5;
/** English metric units, in which DrawingML measures. */
const UNITS_PER_POINT = 12_700;
const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 28.35, mm: 2.835, pc: 12, px: 0.75 };

/** @param isVanished Tells whether what is open now is on no page. */
export function createShownPictures(isVanished: () => boolean): ShownPictures {
  const ids = new Set<string>();
  /** Of the frames that are open, which are large enough, as far as they say. */
  const frames: boolean[] = [];
  const hide = (): void => void (frames[frames.length - 1] = false);

  return {
    ids,
    open(element) {
      const { local, attributes } = element;
      if (FRAMES.has(local)) frames.push(!isTinyStyle(attributes['style']?.value ?? ''));
      else if (frames.length > 0 && local === 'extent' && isTinyExtent(element)) hide();
      else if (frames.length > 0 && local === 'docPr' && attributes['hidden']?.value === '1') hide();
      const name = REFERENCES[local];
      const reference = Object.values(attributes).find(
        (attribute) => attribute.local === name && RELATIONSHIPS.test(attribute.uri),
      );
      if (reference && !frames.includes(false) && !isVanished()) ids.add(reference.value);
    },
    close({ local }) {
      if (FRAMES.has(local)) frames.pop();
    },
  };
}

/** True for a length, with its unit, that is too small to be seen; false for one that is not known. */
export function isTiny(length: string): boolean {
  const [, number, unit = ''] = /^(\d*\.?\d+)(pt|in|cm|mm|pc|px)?$/.exec(length.trim()) ?? [];
  return number !== undefined && Number(number) * (POINTS[unit] ?? 1) < SMALLEST_SIDE;
}

function isTinyExtent({ attributes }: XmlElement): boolean {
  return ['cx', 'cy'].some(
    (side) => Number(attributes[side]?.value ?? Infinity) < SMALLEST_SIDE * UNITS_PER_POINT,
  );
}

function isTinyStyle(style: string): boolean {
  return style.split(';').some((rule) => {
    const [name = '', value = ''] = rule.split(':');
    return (
      (['width', 'height'].includes(name.trim()) && isTiny(value)) || /^\s*visibility:\s*hidden/.test(rule)
    );
  });
}
