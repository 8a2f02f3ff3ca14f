import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { DrawnRun } from './marks/marked-runs.js';
import type { SeenText } from './tell-seen.js';
import { startOf, typeSize } from './text-item.js';

/** Points by which places may differ that are the same. */
const NEAR = 1;
/** Longer pieces are looked for by their beginning. */
const LONGEST_PIECE = 2_000;

/**
 * Takes what is not seen out of a page's text. pdf.js makes one item of what stands on one line in one font, whatever its
 * colour: white words after black ones are a part of it.
 */
export function cutUnseen(content: TextContent, { visible, hidden }: SeenText): TextContent {
  const rows = new Map<string, DrawnRun[]>();
  for (const run of hidden) {
    // The same words are seen there, too.
    if (visible.starts.textsAt(...run.start).includes(run.text)) continue;
    const row = rowOf(run.start, run.end[0] - run.start[0], run.end[1] - run.start[1]);
    const there = rows.get(row.key);
    if (there) there.push(run);
    else rows.set(row.key, [run]);
  }
  if (rows.size === 0) return content;
  const items = content.items.flatMap((item) => {
    if (!('str' in item) || item.str === '') return [item];
    const rest = withoutPieces(item, piecesIn(item, rows));
    return rest.trim() === '' && item.str.trim() !== '' ? [] : [{ ...item, str: rest }];
  });
  return { ...content, items };
}

/** Name of the line that something stands on, and of its neighbours: by its height where it is more level than upright. */
function rowOf(
  [x, y]: readonly [number, number],
  dx: number,
  dy: number,
): { key: string; near: readonly string[] } {
  const [axis, at] = Math.abs(dx) >= Math.abs(dy) ? (['y', y] as const) : (['x', x] as const);
  const name = (offset: number): string => `${axis}${Math.round(at) + offset}`;
  return { key: name(0), near: [-1, 0, 1].map(name) };
}

interface Piece {
  readonly text: string;
  /** Where it begins, as a share of the item. */
  readonly share: number;
}

/** What is not seen of an item, from its start on; runs that follow one another are one piece. */
function piecesIn(item: TextItem, rows: ReadonlyMap<string, readonly DrawnRun[]>): Piece[] {
  const [x, y] = startOf(item);
  const [a = 1, b = 0] = item.transform as number[];
  const length = Math.hypot(a, b) || 1;
  const [ux, uy] = [a / length, b / length];
  const found = rowOf([x, y], a, b)
    .near.flatMap((key) => rows.get(key) ?? [])
    .map((run) => {
      const [dx, dy] = [run.start[0] - x, run.start[1] - y];
      const [ex, ey] = [run.end[0] - x, run.end[1] - y];
      return {
        text: run.text,
        from: dx * ux + dy * uy,
        to: ex * ux + ey * uy,
        off: Math.abs(dy * ux - dx * uy),
      };
    })
    .filter(({ from, off }) => off <= NEAR && from >= -NEAR && from < Math.max(NEAR, item.width))
    .sort((one, other) => one.from - other.from);
  const pieces: Piece[] = [];
  let end = -Infinity;
  for (const { text, from, to } of found) {
    const last = pieces.at(-1);
    const share = from / Math.max(NEAR, item.width);
    if (last && from - end < typeSize(item)) pieces[pieces.length - 1] = { ...last, text: last.text + text };
    else pieces.push({ text, share });
    end = to;
  }
  return pieces;
}

function withoutPieces(item: TextItem, pieces: readonly Piece[]): string {
  return pieces.reduceRight((text, piece) => {
    const place = placeIn(text, piece);
    if (place) return text.slice(0, place.from) + text.slice(place.to);
    // In other characters than it was drawn in: what begins there goes as a whole.
    return piece.share * item.width <= NEAR ? '' : text;
  }, item.str);
}

/** The nearest place where a text says the same, blanks aside. */
function placeIn(text: string, { text: said, share }: Piece): { from: number; to: number } | null {
  const letters = Array.from(said.normalize('NFKC').replace(/[\s\u00ad]+/g, ''));
  const pattern = letters
    .slice(0, LONGEST_PIECE)
    .map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s*');
  if (pattern === '') return null;
  const places = Array.from(text.matchAll(new RegExp(pattern, 'gu')), ({ index, 0: found }) => ({
    from: index,
    to: letters.length > LONGEST_PIECE ? text.length : index + found.length,
  }));
  const distance = ({ from }: { from: number }): number => Math.abs(from - share * text.length);
  return places.reduce<{ from: number; to: number } | null>(
    (best, place) => (best === null || distance(place) < distance(best) ? place : best),
    null,
  );
}
