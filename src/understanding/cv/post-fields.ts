import type { PreparedText } from '../prepare-text.js';
import type { Line } from '../sentences.js';
import { cellsOf, trimmed, type Cell } from './columns.js';
import { findDates, type DateMark } from './dates.js';
import { labelKind, labelsIn, type FieldKind } from './field-labels.js';
import { readHeading } from './section-headings.js';

/** A post whose parts a form or a table names. Offsets into the prepared text. */
export interface FieldPost extends Cell {
  readonly fields: Fields;
  readonly mark: Pick<DateMark, 'from' | 'to'> | null;
}

export type Fields = Readonly<Partial<Record<FieldKind, Cell>>>;

/** Posts set out in the fields of a form or in the rows of a table with named columns, in order of place. */
export function findFieldPosts(prepared: PreparedText): readonly FieldPost[] {
  return [...tablePosts(prepared), ...formPosts(prepared)].sort((a, b) => a.start - b.start);
}

function tablePosts({ text, lines }: PreparedText): readonly FieldPost[] {
  const posts: FieldPost[] = [];
  let columns: readonly (FieldKind | null)[] | null = null;
  for (const line of lines) {
    if (!text.slice(line.start, line.end).includes('|')) {
      if (line.afterBlank) columns = null;
      continue;
    }
    const cells = cellsOf(text, line);
    const kinds = cells.map(({ start, end }) => labelKind(text.slice(start, end)));
    if (isHead(kinds)) {
      columns = kinds;
      continue;
    }
    if (columns === null || cells.length > columns.length) continue;
    const fields: Partial<Record<FieldKind, Cell>> = {};
    cells.forEach((cell, index) => {
      const kind = columns?.[index];
      if (kind != null && cell.end > cell.start) fields[kind] ??= cell;
    });
    const mark = markOf(text, fields, false);
    if (mark !== null && (fields.title ?? fields.employer) !== undefined)
      posts.push({ start: line.start, end: line.end, fields, mark });
  }
  return posts;
}

/** The head of a table of posts: nearly all cells are labels, those of a post and of its time among them. */
function isHead(kinds: readonly (FieldKind | null)[]): boolean {
  const known = kinds.filter((kind) => kind !== null);
  const has = (...wanted: FieldKind[]) => known.some((kind) => wanted.includes(kind));
  return (
    known.length >= 3 && known.length >= kinds.length - 1 && has('title', 'employer') && has('from', 'dates')
  );
}

interface Field {
  readonly kind: FieldKind;
  readonly start: number;
  readonly value: Cell;
}

/** Lines without a label after which a form's post is over. */
const STRAY_LINES = 3;

function formPosts({ text, lines }: PreparedText): readonly FieldPost[] {
  const posts: FieldPost[] = [];
  let block: Field[] = [];
  let stray = 0;
  const close = () => {
    const post = postOf(text, block, posts.length === 0);
    if (post !== null) posts.push(post);
    block = [];
  };
  lines.forEach((line, index) => {
    const fields = fieldsOf(text, line, lines[index + 1]);
    stray = fields.length > 0 ? 0 : stray + 1;
    const isValue = block.at(-1)?.value.start === line.start;
    const parted = () =>
      fields.length === 0 && !isValue && readHeading(text.slice(line.start, line.end)) !== null;
    if (block.length > 0 && (stray > STRAY_LINES || parted())) close();
    for (const field of fields) {
      const again = field.kind !== 'other' && block.some(({ kind }) => kind === field.kind);
      if (again || block.at(-1)?.kind === 'duties') close();
      block.push(field);
    }
  });
  close();
  return posts;
}

/** The labelled values of a line: behind a colon, behind a bar, or on the next line where the label stands alone. */
function fieldsOf(text: string, line: Line, next: Line | undefined): readonly Field[] {
  const words = text.slice(line.start, line.end);
  const labels = labelsIn(words);
  const bar = words.indexOf('|');
  const name = labelKind(bar < 0 ? words : words.slice(0, bar));
  if (labels.length > 0) {
    return labels.map(({ kind, start, end }, index) => ({
      kind,
      start: line.start + start,
      value: trimmed(text, line.start + end, line.start + (labels[index + 1]?.start ?? words.length)),
    }));
  }
  if (name === null) return [];
  if (bar >= 0) {
    const cells = cellsOf(text, line).slice(1);
    if (cells.some(({ start, end }) => labelKind(text.slice(start, end)) !== null)) return [];
    return [{ kind: name, start: line.start, value: trimmed(text, line.start + bar + 1, line.end) }];
  }
  const below = next === undefined || next.afterBlank ? '' : text.slice(next.start, next.end);
  const alone = below === '' || labelKind(below) !== null || labelsIn(below).length > 0;
  const value =
    alone || next === undefined ? { start: line.end, end: line.end } : trimmed(text, next.start, next.end);
  return [{ kind: name, start: line.start, value }];
}

function postOf(text: string, block: readonly Field[], isFirst: boolean): FieldPost | null {
  const head = block.filter(({ kind }) => kind !== 'duties');
  const first = head.find(({ kind }) => kind !== 'other');
  if (first === undefined || block.some(({ kind }) => kind === 'study')) return null;
  const fields: Partial<Record<FieldKind, Cell>> = {};
  for (const { kind, value } of head) if (value.end > value.start) fields[kind] ??= value;
  const mark = markOf(text, fields, isFirst);
  if (mark === null || (fields.title ?? fields.employer) === undefined) return null;
  return { start: first.start, end: Math.max(...head.map(({ value }) => value.end)), fields, mark };
}

const STILL = /^(?:present|current|to date|date|now|ongoing|still|n\/?a$)/i;

/** The time that the fields tell; a post without an end is held still where it is the first. */
function markOf(text: string, fields: Fields, isFirst: boolean): FieldPost['mark'] {
  const words = (cell: Cell | undefined) => (cell === undefined ? '' : text.slice(cell.start, cell.end));
  const [whole] = findDates(words(fields.dates ?? fields.from));
  if (whole === undefined) return null;
  if (whole.to !== null) return { from: whole.from, to: whole.to };
  const end = words(fields.to);
  if (STILL.test(end)) return { from: whole.from, to: 'present' };
  const to = findDates(end)[0]?.from ?? null;
  return { from: whole.from, to: to ?? (isFirst && end === '' ? 'present' : null) };
}
