import { isHidden, isWhite, mergeLooks, noteLook, type Look } from './look.js';
import type { XmlElement } from './parse-xml.js';
import { rowLines } from './row-lines.js';
import { createShapeGrounds } from './shape-ground.js';
import type { Style } from './styles.js';
import { valueOf } from './wordprocessing.js';

/** Where finished lines go: the part itself, a table cell or a text box. */
interface Container {
  readonly lines: string[];
  /** What lies behind its text, as far as it says so itself. */
  readonly look: Look;
  /** True when something around it is darker than paper. */
  readonly onShade: boolean;
  /** True in a box that lets through what lies under it. */
  readonly clear: boolean;
}
interface Paragraph {
  text: string;
  list: boolean;
  style: Style | undefined;
  readonly look: Look;
  /** Lines of the text boxes that are anchored in it. */
  readonly boxes: string[];
}
interface Run {
  text: string;
  style: Style | undefined;
  readonly look: Look;
}

/** Around white text whose ground is not known before the whole document is: no character of XML. */
const [UNSURE, SURE] = ['\x01', '\x02'];
const UNSURE_TEXT = new RegExp(`${UNSURE}([^${SURE}]*)${SURE}`, 'g');

/** Builds the lines of a part from its blocks as they open and close. */
export interface Blocks {
  /** With white text in clear boxes marked, see `settleWhiteText`. */
  readonly lines: readonly string[];
  /** Runs that were left out because no reader sees them. */
  readonly hidden: readonly string[];
  /** Adds text to the run or the paragraph that is open. */
  write(text: string): void;
  /** Adds lines that come from elsewhere: after the paragraph that is open, or where it stands. */
  insert(lines: readonly string[]): void;
  /** True inside a run that is on no page. */
  isVanished(): boolean;
  /** True where something dark may lie under a clear box. */
  hasDarkShapes(): boolean;
  /** Takes note of an element inside `w:rPr`, `w:pPr`, `w:numPr`, `w:tcPr` or `w:tblPr`. */
  note(element: XmlElement, name: string, parent: string): void;
  /** Takes note of the end of such an element. */
  leave(element: XmlElement): void;
  /** What to do when an element of a name opens and when it closes. */
  readonly open: Readonly<Record<string, (element: XmlElement) => void>>;
  readonly close: Readonly<Record<string, () => void>>;
}

/**
 * Decides about white text in boxes without a ground of their own: it is seen where something dark may lie under them.
 *
 * @param hasDark The document has a dark shape or a picture.
 */
export function settleWhiteText(
  text: string,
  hasDark: boolean,
): { readonly text: string; readonly hidden: readonly string[] } {
  const hidden: string[] = [];
  const settled = text.replace(UNSURE_TEXT, (_, white: string) => {
    if (hasDark) return white;
    if (/\S/.test(white)) hidden.push(white);
    return '';
  });
  return { text: settled, hidden };
}

export function createBlocks(styles: ReadonlyMap<string, Style>): Blocks {
  const part: Container = { lines: [], look: {}, onShade: false, clear: false };
  const shapes = createShapeGrounds();
  const containers: Container[] = [part];
  const tables: Look[] = [];
  const rows: string[][][] = [];
  const paragraphs: Paragraph[] = [];
  /** A paragraph puts `null` on top: what comes before its first run belongs to no run around it. */
  const runs: (Run | null)[] = [];
  const hidden: string[] = [];

  const container = (): Container => containers.at(-1) ?? part;
  const isOnShade = ({ look, onShade }: Container): boolean => onShade || look.shaded === true;

  function closeRun(): void {
    const run = runs.pop();
    const paragraph = paragraphs.at(-1);
    if (!run || !paragraph) return;
    const behind: Look = { shaded: isOnShade(container()) };
    const look = mergeLooks([behind, paragraph.style?.look, paragraph.look, run.style?.look, run.look]);
    const isUnsure = look.white === true && look.shaded !== true && container().clear;
    if (isUnsure && !isHidden({ ...look, white: false })) paragraph.text += UNSURE + run.text + SURE;
    else if (!isHidden(look)) paragraph.text += run.text;
    else if (/\S/.test(run.text)) hidden.push(run.text);
  }

  function openParagraph(): void {
    paragraphs.push({ text: '', list: false, style: undefined, look: {}, boxes: [] });
    runs.push(null);
  }

  function closeParagraph(): void {
    runs.pop();
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    const isItem = (paragraph.list || paragraph.style?.list === true) && paragraph.text.trim() !== '';
    const { lines } = container();
    // One empty line says as much as a million of them.
    if (paragraph.text !== '' || (lines.at(-1) ?? '') !== '') {
      lines.push(isItem ? `• ${paragraph.text}` : paragraph.text);
    }
    lines.push(...paragraph.boxes);
  }

  function closeTextBox(): void {
    const lines = containers.pop()?.lines ?? [];
    insert(lines);
  }

  function insert(lines: readonly string[]): void {
    (paragraphs.at(-1)?.boxes ?? container().lines).push(...lines);
  }

  function openTextBox(): void {
    const ground = shapes.current();
    const around = container();
    containers.push({
      lines: [],
      look: {},
      onShade: ground === 'shade' || (ground === 'nothing' && isOnShade(around)),
      clear: ground === 'nothing',
    });
  }

  function openCell(): void {
    containers.push({
      lines: [],
      look: {},
      onShade: isOnShade(container()) || tables.at(-1)?.shaded === true,
      clear: container().clear,
    });
  }

  function noteRun(run: Run, element: XmlElement, name: string): void {
    if (name === 'w:rStyle') run.style = styles.get(valueOf(element) ?? '');
    else noteLook(run.look, element);
  }

  function noteParagraph(paragraph: Paragraph, element: XmlElement, name: string): void {
    if (name === 'w:pStyle') paragraph.style = styles.get(valueOf(element) ?? '');
    else if (name === 'w:numId') paragraph.list = valueOf(element) !== '0';
    else if (name === 'w:shd') noteLook(paragraph.look, element);
  }

  function noteTable(table: Look, element: XmlElement, name: string): void {
    if (name === 'w:tblStyle') table.shaded ||= styles.get(valueOf(element) ?? '')?.shades === true;
    else if (name === 'w:shd') noteLook(table, element);
  }

  return {
    lines: part.lines,
    hidden,
    insert,
    hasDarkShapes: () => shapes.hasDark(),
    isVanished() {
      const run = runs.at(-1);
      if (!run) return false;
      return mergeLooks([paragraphs.at(-1)?.style?.look, run.style?.look, run.look]).vanish === true;
    },
    write(text) {
      const target = runs.at(-1) ?? paragraphs.at(-1);
      if (target) target.text += text;
    },
    note(element, name, parent) {
      shapes.open(element, parent);
      const run = runs.at(-1);
      const paragraph = paragraphs.at(-1);
      const table = tables.at(-1);
      // The mark at a paragraph's end has run properties too; they stand outside any run.
      if (parent === 'w:rPr' && run) noteRun(run, element, name);
      else if ((parent === 'w:pPr' || parent === 'w:numPr') && paragraph)
        noteParagraph(paragraph, element, name);
      else if (parent === 'w:tcPr') noteLook(container().look, element);
      else if (parent === 'w:tblPr' && table) noteTable(table, element, name);
    },
    open: {
      'w:background': (element) => (part.look.shaded = !isWhite(valueOf(element, 'color'))),
      'w:txbxContent': openTextBox,
      'w:tbl': () => tables.push({}),
      'w:tr': () => rows.push([]),
      'w:tc': openCell,
      'w:p': openParagraph,
      'w:r': () => runs.push({ text: '', style: undefined, look: {} }),
    },
    leave: (element) => shapes.close(element),
    close: {
      'w:txbxContent': closeTextBox,
      'w:tbl': () => tables.pop(),
      'w:tr': () => container().lines.push(...rowLines(rows.pop() ?? [])),
      'w:tc': () => rows.at(-1)?.push(containers.pop()?.lines ?? []),
      'w:p': closeParagraph,
      'w:r': closeRun,
    },
  };
}
