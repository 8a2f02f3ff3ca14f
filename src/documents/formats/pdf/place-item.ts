import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { PlacedPiece } from '../../viewer/placed-page.js';
import { typeSize } from './text-item.js';

/** How far letters reach below their baseline, as a share of the type size. */
const DESCENT = 0.22;

export interface ShownPage {
  /** From the units of the page to those of the page as it is shown, y downwards. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Where a piece of text stands on its page as it is shown. @param page Of its viewport at scale 1. */
export function placer({ transform, width, height }: ShownPage): (item: TextItem) => PlacedPiece {
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform;
  const share = (value: number): number => Math.round(value * 1e5) / 1e5;
  const across = (x: number, y: number): number => (a * x + c * y) / width;
  const down = (x: number, y: number): number => (b * x + d * y) / height;
  return (item) => {
    const [cos = 1, sin = 0, , , x = 0, y = 0] = item.transform as number[];
    const length = Math.hypot(cos, sin) || 1;
    const [alongX, alongY] = [(cos / length) * item.width, (sin / length) * item.width];
    const size = typeSize(item);
    const [upX, upY] = [(-sin / length) * size, (cos / length) * size];
    const [fromX, fromY] = [x - DESCENT * upX, y - DESCENT * upY];
    return [
      item.str,
      share(across(fromX, fromY) + e / width),
      share(down(fromX, fromY) + f / height),
      share(across(alongX, alongY)),
      share(down(alongX, alongY)),
      share(across(upX, upY)),
      share(down(upX, upY)),
    ];
  };
}
