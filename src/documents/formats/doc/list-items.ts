import { formattedRanges, PARAGRAPHS } from './property-lists.js';
import { isListNumber, lastOf, LIST, readStyleSheet } from './style-sheet.js';

/** More items than this are an attack, not a CV. */
const MOST_ITEMS = 20_000;

/**
 * Bytes of the stream `WordDocument` at which the paragraphs start that have a bullet or a number, by themselves or by
 * their style.
 *
 * @param stream `WordDocument`. @param table `0Table` or `1Table`.
 * @throws RangeError where the file points outside itself.
 */
export function listItems(stream: Buffer, table: Buffer): readonly number[] {
  const styles = readStyleSheet(stream, table);
  const items: number[] = [];
  for (const { from, style, properties } of formattedRanges(stream, table, PARAGRAPHS)) {
    const isItem = lastOf(properties, LIST, isListNumber) ?? styles[style ?? 0]?.list === true;
    if (isItem && items.push(from) >= MOST_ITEMS) break;
  }
  return items;
}
