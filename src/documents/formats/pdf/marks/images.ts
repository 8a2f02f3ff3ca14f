import { boxOf, intersect, type Box } from '../geometry.js';
import type { GraphicsFollower, Handler } from './graphics-state.js';

export interface ImageFollower {
  /** Something other than an image is drawn. */
  otherDrawn(): void;
  /** Area of the images as a share of the page's, to be asked for at its end; 1 where the place of one is not known. */
  share(): number;
  readonly handlers: Readonly<Record<string, Handler>>;
}

export interface ImageOptions {
  /** Left, bottom, right and top of what is shown of the page. */
  readonly page: Box;
  readonly graphics: GraphicsFollower;
  /** Whether pdf.js left out images of the page for their size. */
  readonly missesImages: boolean;
  /** @returns false where nothing can be painted, as in a layer that is turned off. */
  readonly paint: (box: Box) => boolean;
}

/**
 * Follows the images of a page. pdf.js leaves large ones out and says so, but not where: on a page that misses some, the
 * places that were moved to and left without anything drawn are theirs.
 */
export function followImages({ page, graphics, missesImages, paint }: ImageOptions): ImageFollower {
  const [left, bottom, right, top] = page;
  let area = 0;
  let isUnused = false;
  let isPlaceKnown = !missesImages;

  const paintImage = (): void => {
    const box = boxOf([0, 0, 1, 1], graphics.now().matrix);
    if (!paint(box)) return;
    const [fromX, fromY, toX, toY] = intersect(box, page);
    area += Math.max(0, toX - fromX) * Math.max(0, toY - fromY);
  };
  const leave = (): void => {
    if (isUnused && missesImages) {
      isPlaceKnown = true;
      paintImage();
    }
    isUnused = false;
  };
  const drawImage = (): void => {
    isUnused = false;
    paintImage();
  };
  const { transform, restore, paintFormXObjectEnd } = graphics.handlers;
  return {
    otherDrawn: () => (isUnused = false),
    share() {
      leave();
      return isPlaceKnown ? area / Math.max(1, (right - left) * (top - bottom)) : 1;
    },
    handlers: {
      transform(args) {
        transform?.(args);
        isUnused = true;
      },
      restore(args) {
        leave();
        restore?.(args);
      },
      paintFormXObjectEnd(args) {
        leave();
        paintFormXObjectEnd?.(args);
      },
      paintImageXObject: drawImage,
      paintInlineImageXObject: drawImage,
      paintImageMaskXObject: drawImage,
    },
  };
}
