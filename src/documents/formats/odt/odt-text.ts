import { isHidden, mergeLooks, type Look } from '../docx/look.js';
import { attributeOf, parseXml, type XmlElement } from '../docx/parse-xml.js';
import { rowLines } from '../docx/row-lines.js';
import { isTiny } from '../docx/shown-pictures.js';
import type { OdtStyles } from './odt-styles.js';

/** On no page: tracked deletions, comments, citation marks, descriptions of pictures, scripts, forms, bookkeeping. */
const LEFT_OUT = new Set([
  ...['tracked-changes', 'annotation', 'note-citation', 'title', 'desc', 'scripts', 'forms', 'ruby-text'],
  ...[
    'table-of-content-source',
    'index-title-template',
    'sequence-decls',
    'variable-decls',
    'font-face-decls',
  ],
  ...['meta', 'settings', 'binary-data', 'event-listeners', 'hidden-text', 'hidden-paragraph'],
]);
/** Blanks that one `text:s` may stand for. */
const MOST_BLANKS = 100;

interface Container {
  readonly lines: string[];
  readonly shaded: boolean;
}

/** Page headers and footers, of the first and the left pages, too. */
const HEADERS = ['header', 'header-first', 'header-left'];
const FOOTERS = ['footer', 'footer-first', 'footer-left'];
/** Shapes that hold text themselves; boxes hold it in a `draw:text-box`. */
const SHAPES = ['frame', 'custom-shape', 'rect', 'ellipse'];

interface Paragraph {
  text: string;
  readonly look: Look;
  readonly after: string[];
}

export interface OdtText {
  readonly lines: readonly string[];
  /** Passages of page headers and footers, each once. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  /** Pieces of text that a reader of the page does not see. */
  readonly hidden: readonly string[];
  /** Names of the pictures that it shows. */
  readonly pictures: readonly string[];
  readonly truncated: boolean;
}

/**
 * Text of one XML part of an OpenDocument text (OASIS ODF 1.3, part 3): rows of tables as lines, list items with a
 * bullet, text boxes and notes after their paragraph.
 *
 * @param hasPictures White text in a clear box may stand on one of them.
 * @param room UTF-16 units that may be taken in.
 */
export async function odtText(
  chunks: AsyncIterable<Uint8Array>,
  styles: OdtStyles,
  hasPictures: boolean,
  room: number,
): Promise<OdtText> {
  const body: Container = { lines: [], shaded: false };
  const header = new Set<string>();
  const footer = new Set<string>();
  /** Of the shapes that are open, which have something darker than paper behind their text. */
  const shapes: boolean[] = [];
  /** Of the same, which are too small to be seen. */
  const tiny: boolean[] = [];
  const pictures = new Set<string>();
  const containers: Container[] = [body];
  const paragraphs: Paragraph[] = [];
  const rows: string[][][] = [];
  const spans: Look[] = [];
  /** Of the sections that are open, which are on no page. */
  const sections: boolean[] = [];
  const hidden: string[] = [];
  let unseen = '';
  let item = false;
  let skipped = 0;
  let taken = 0;

  const container = (): Container => containers.at(-1) ?? body;
  const endUnseen = (): void => {
    if (/\S/.test(unseen)) hidden.push(unseen.trim());
    unseen = '';
  };
  const look = (): Look =>
    mergeLooks([{ shaded: container().shaded || shapes.at(-1) === true }, paragraphs.at(-1)?.look, ...spans]);
  const write = (text: string): void => {
    const paragraph = paragraphs.at(-1);
    if (!paragraph) return;
    taken += text.length;
    if (sections.includes(true) || isHidden(look())) unseen += text;
    else {
      endUnseen();
      paragraph.text += text;
    }
  };
  const endParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    endUnseen();
    const { lines } = container();
    const text = paragraph.text.replace(/ {2,}/g, (blanks) => (blanks.length > 3 ? '\t' : ' '));
    if (text !== '' || (lines.at(-1) ?? '') !== '')
      lines.push(item && text.trim() !== '' ? `• ${text}` : text);
    if (text.trim() !== '') item = false;
    lines.push(...paragraph.after);
  };

  const open: Readonly<Record<string, (element: XmlElement) => void>> = {
    p: openParagraph,
    h: openParagraph,
    span: (element) => spans.push(styles.lookOf('text', attributeOf(element, 'style-name'))),
    tab: () => write('\t'),
    'line-break': () => write('\n'),
    s: (element) => write(' '.repeat(Math.min(MOST_BLANKS, Number(attributeOf(element, 'c') ?? 1) || 1))),
    'list-item': () => (item = true),
    'text-box': () => containers.push({ lines: [], shaded: container().shaded || shapes.at(-1) === true }),
    'note-body': () => containers.push({ lines: [], shaded: false }),
    'table-row': () => rows.push([]),
    'table-cell': (element) =>
      containers.push({
        lines: [],
        shaded:
          container().shaded ||
          styles.lookOf('table-cell', attributeOf(element, 'style-name')).shaded === true,
      }),
    section: (element) => sections.push(isHiddenSection(element)),
    ...named([...HEADERS, ...FOOTERS], () => containers.push({ lines: [], shaded: false })),
    ...named(SHAPES, openShape),
    image: (element) => {
      if (sections.includes(true) || tiny.includes(true) || look().vanish === true) return;
      pictures.add((attributeOf(element, 'href') ?? '').replace(/^\.\//, ''));
    },
  };
  const endBox = (): void => {
    const lines = containers.pop()?.lines ?? [];
    (paragraphs.at(-1)?.after ?? container().lines).push(...lines);
  };
  const close: Readonly<Record<string, () => void>> = {
    p: endParagraph,
    h: endParagraph,
    span: () => spans.pop(),
    'list-item': () => (item = false),
    'text-box': endBox,
    'note-body': endBox,
    'table-cell': () => rows.at(-1)?.push(containers.pop()?.lines ?? []),
    'table-row': () => container().lines.push(...rowLines(rows.pop() ?? [])),
    section: () => sections.pop(),
    ...named(HEADERS, () => header.add(endPassage())),
    ...named(FOOTERS, () => footer.add(endPassage())),
    ...named(SHAPES, () => {
      shapes.pop();
      tiny.pop();
    }),
  };

  /** Ends a page header or footer; of those that say the same one is kept. */
  function endPassage(): string {
    return (containers.pop()?.lines ?? []).join('\n').trim();
  }

  function isOnShade(shape: XmlElement): boolean {
    const { ground } = styles.lookOf('graphic', attributeOf(shape, 'style-name'));
    return (
      ground === 'shade' ||
      (ground !== 'paper' && (shapes.at(-1) === true || hasPictures || styles.hasDarkShapes()))
    );
  }

  function openShape(shape: XmlElement): void {
    shapes.push(isOnShade(shape));
    tiny.push(['width', 'height'].some((side) => isTiny(attributeOf(shape, side) ?? '')));
  }

  function openParagraph(element: XmlElement): void {
    const look = styles.lookOf('paragraph', attributeOf(element, 'style-name'));
    paragraphs.push({ text: '', look, after: [] });
  }

  await parseXml(chunks, {
    open(element) {
      if (skipped > 0 || LEFT_OUT.has(element.local) || isTurnedOff(element)) {
        skipped += 1;
        // What a hidden field would show is an attribute: found, told, not read.
        if (element.local === 'hidden-text') hidden.push(attributeOf(element, 'string-value') ?? '');
        return;
      }
      styles.open(element);
      open[element.local]?.(element);
    },
    text(text) {
      if (skipped === 0 && paragraphs.length > 0) write(text.replace(/[\n\r\t]+/g, ' '));
    },
    close(element) {
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      close[element.local]?.();
      styles.close(element);
    },
    done: () => taken > room,
  });
  return {
    lines: body.lines,
    header: [...header],
    footer: [...footer],
    hidden: hidden.filter((text) => text !== ''),
    pictures: [...pictures],
    truncated: taken > room,
  };
}

/** Hidden for good, or by a condition that held when it was saved (ODF 1.3, part 3, `text:is-hidden`). */
function isHiddenSection(element: XmlElement): boolean {
  const display = attributeOf(element, 'display');
  return display === 'none' || (display === 'condition' && attributeOf(element, 'is-hidden') === 'true');
}

/** A header that the first or the left pages do not have after all (ODF 1.3, part 3, 19.476). */
function isTurnedOff(element: XmlElement): boolean {
  const isAroundPages = HEADERS.includes(element.local) || FOOTERS.includes(element.local);
  return isAroundPages && attributeOf(element, 'display') === 'false';
}

/** The same to be done for elements of several names. */
function named<T>(names: readonly string[], task: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, task]));
}
