import { lookAtPages } from '../../cvs/look-at-pages.js';
import type { CvText } from '../../cvs/view-cv-text.js';
import type { Database } from '../../database/client.js';
import { MAX_PAGES } from '../../documents/limits.js';
import { boxFinder } from '../../documents/viewer/find-boxes.js';
import type { PageViewer } from '../../documents/viewer/page-viewer.js';
import type { PageBox } from '../../documents/viewer/placed-page.js';
import { Problem } from '../../http/problem.js';
import type { Logger } from '../../observability/logger.js';
import type { Storage } from '../../storage/storage.js';
import type { Mark } from './marked-text.js';

/** A page of a CV with what is marked on it, in points. */
export interface DrawnPage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly picture: string;
  readonly marks: readonly (Pick<Mark, 'id' | 'assertion' | 'label'> & {
    readonly boxes: readonly PageBox[];
  })[];
}

/** The pages that are drawn, of how many. */
export interface DrawnPages {
  readonly pages: readonly DrawnPage[];
  readonly of: number;
  /** Places are looked for on so many pages at most: the document may have more. */
  readonly mayBeMore: boolean;
  /** Whether a mark stands on one of these pages: those of pages further on stand on none. */
  hasMark(id: string): boolean;
}

export interface DrawingDependencies {
  readonly database: Database;
  readonly storage: Storage;
  readonly viewer: PageViewer;
  readonly logger: Logger;
}

/** Of 3,262 real CVs 26 had more; the document itself has them all. */
const MOST_PAGES = 10;

/**
 * The pages of a PDF, a photo or a scan with the marks of its text where the words stand.
 *
 * @returns null where the document cannot be drawn, or nothing is free to draw it: its text is shown then.
 */
export async function drawnPages(
  dependencies: DrawingDependencies,
  cv: CvText,
  marks: readonly Mark[],
): Promise<DrawnPages | null> {
  const placed = await placesOf(dependencies, cv.cvId);
  if (placed === null) return null;
  const find = boxFinder(cv.text, cv.pages, placed, cv.recognisedWords);
  const found = marks.map(({ start, end, id, assertion, label }) => ({
    ...{ id, assertion, label },
    boxes: find({ start, end }),
  }));
  const pages = placed.slice(0, MOST_PAGES).map(({ page, width, height }) => ({
    page,
    width,
    height,
    picture: `/v1/cvs/${cv.cvId}/pages/${page}.png`,
    marks: found.flatMap(({ boxes, ...mark }) => {
      const here = boxes.filter((box) => box.page === page).map((box) => inPoints(box, width, height));
      return here.length > 0 ? [{ ...mark, boxes: here }] : [];
    }),
  }));
  const drawn = new Set(pages.flatMap((page) => page.marks.map(({ id }) => id)));
  return {
    pages,
    of: placed.length,
    mayBeMore: placed.length >= MAX_PAGES,
    hasMark: (id) => drawn.has(id),
  };
}

async function placesOf(
  { viewer, logger, ...stored }: DrawingDependencies,
  cvId: string,
): ReturnType<PageViewer['places']> {
  try {
    return await lookAtPages(stored, cvId, (document) => viewer.places(document));
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'file_unavailable')
      logger.error({ err: error, cvId }, 'the pages of a CV could not be drawn');
    return null;
  }
}

function inPoints({ page, ...box }: PageBox, width: number, height: number): PageBox {
  const points = (share: number, size: number): number => Math.round(share * size * 10) / 10;
  return {
    page,
    left: points(box.left, width),
    top: points(box.top, height),
    width: points(box.width, width),
    height: points(box.height, height),
  };
}
