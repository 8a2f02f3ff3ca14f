import { MAX_RAW_LENGTH } from '../../limits.js';
import { isHidden, mergeLooks, noteLook, type Look } from './look.js';
import { parseXml, type XmlElement } from './parse-xml.js';
import { rowLines } from './row-lines.js';
import type { Style } from './styles.js';
import { isOn, nameOf, valueOf } from './wordprocessing.js';

export interface PartText {
  readonly lines: readonly string[];
  readonly hidden: boolean;
  readonly truncated: boolean;
}

/** Where finished lines go: the part itself, a table cell or a text box. */
interface Container {
  readonly lines: string[];
  readonly shaded: boolean;
}
interface Paragraph {
  text: string;
  list: boolean;
  style: Style | undefined;
  readonly look: Look;
  /** Lines of text boxes that are anchored in it. */
  readonly boxes: string[];
}
interface Run {
  text: string;
  style: Style | undefined;
  readonly look: Look;
}

/** Deleted and moved-away text, former formatting, field codes, pronunciation: on no page. */
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'w:rt',
  'w:rPrChange',
  'w:pPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:tcPrChange',
  'w:trPrChange',
  'w:sectPrChange',
  'w:numberingChange',
]);
const PLAIN_TABLE_STYLES = new Set(['TableGrid', 'TableNormal', 'TableGridLight', 'PlainTable1']);
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};

/**
 * Text of one WordprocessingML part (body, header, footer, notes) as a reader of the page gets it: insertions in,
 * deletions out, hidden runs out and reported, text boxes after their paragraph and once (their copy for old versions is
 * skipped), table rows as lines, list items with a bullet, placeholders of empty form fields out.
 *
 * @param room UTF-16 units that may still be taken in.
 */
export async function partText(
  chunks: AsyncIterable<Uint8Array>,
  styles: ReadonlyMap<string, Style>,
  room: number = MAX_RAW_LENGTH,
): Promise<PartText> {
  const part: Container = { lines: [], shaded: false };
  const containers: Container[] = [part];
  const tables: { shaded: boolean }[] = [];
  const rows: string[][][] = [];
  const cells: Look[] = [];
  const paragraphs: Paragraph[] = [];
  const runs: Run[] = [];
  const path: string[] = [];
  /** For each open mc:AlternateContent: whether a choice was read. */
  const alternatives: { chosen: boolean }[] = [];
  const controls: { placeholder: boolean }[] = [];
  let darkPage = false;
  let skipped = 0;
  let taken = 0;
  let hidden = false;

  const container = (): Container => containers.at(-1) ?? part;
  const write = (text: string): void => {
    const run = runs.at(-1);
    const paragraph = paragraphs.at(-1);
    if (run) run.text += text;
    else if (paragraph) paragraph.text += text;
    taken += text.length;
  };

  const skips = (name: string): boolean => {
    if (LEFT_OUT.has(name)) return true;
    if (name === 'mc:Fallback') return alternatives.at(-1)?.chosen === true;
    return name === 'w:sdtContent' && controls.at(-1)?.placeholder === true;
  };

  const open = (element: XmlElement): void => {
    const name = nameOf(element);
    path.push(name);
    if (skipped > 0 || skips(name)) {
      skipped += 1;
      return;
    }
    const parent = path.at(-2);
    switch (name) {
      case 'w:background':
        darkPage = true;
        break;
      case 'w:tbl':
        tables.push({ shaded: container().shaded });
        break;
      case 'w:tr':
        rows.push([]);
        break;
      case 'w:tc': {
        const look: Look = {};
        cells.push(look);
        const table = tables.at(-1);
        containers.push({
          lines: [],
          get shaded() {
            return look.shaded === true || table?.shaded === true;
          },
        });
        break;
      }
      case 'w:txbxContent':
        // The fill of a shape is not looked at: white text in one is taken as seen.
        containers.push({ lines: [], shaded: true });
        break;
      case 'w:p':
        paragraphs.push({ text: '', list: false, style: undefined, look: {}, boxes: [] });
        break;
      case 'w:r':
        runs.push({ text: '', style: undefined, look: {} });
        break;
      case 'w:sdt':
        controls.push({ placeholder: false });
        break;
      case 'mc:AlternateContent':
        alternatives.push({ chosen: false });
        break;
      case 'mc:Choice': {
        const alternative = alternatives.at(-1);
        if (alternative) alternative.chosen = true;
        break;
      }
      case 'w:sym':
        write(String.fromCharCode(parseInt(valueOf(element, 'char') ?? '20', 16)));
        break;
      default:
        if (name in CHARACTERS && parent === 'w:r') write(CHARACTERS[name] ?? '');
        else noteProperty(element, name, parent);
    }
  };

  const noteProperty = (element: XmlElement, name: string, parent: string | undefined): void => {
    const run = runs.at(-1);
    const paragraph = paragraphs.at(-1);
    const cell = cells.at(-1);
    const table = tables.at(-1);
    if (parent === 'w:rPr' && path.at(-3) === 'w:r' && run) {
      if (name === 'w:rStyle') run.style = styles.get(valueOf(element) ?? '');
      else noteLook(run.look, element);
    } else if (parent === 'w:pPr' && paragraph) {
      if (name === 'w:pStyle') paragraph.style = styles.get(valueOf(element) ?? '');
      else if (name === 'w:shd') noteLook(paragraph.look, element);
    } else if (name === 'w:numId' && paragraph) paragraph.list = valueOf(element) !== '0';
    else if (parent === 'w:tcPr' && cell) noteLook(cell, element);
    else if (parent === 'w:tblPr' && table) {
      const look: Look = {};
      noteLook(look, element);
      const styled = name === 'w:tblStyle' && !PLAIN_TABLE_STYLES.has(valueOf(element) ?? '');
      table.shaded ||= styled || look.shaded === true;
    } else if (name === 'w:showingPlcHdr' && isOn(element)) {
      const control = controls.at(-1);
      if (control) control.placeholder = true;
    }
  };

  const close = (element: XmlElement): void => {
    const name = nameOf(element);
    path.pop();
    if (skipped > 0) {
      skipped -= 1;
      return;
    }
    switch (name) {
      case 'w:r':
        closeRun();
        break;
      case 'w:p':
        closeParagraph();
        break;
      case 'w:txbxContent': {
        const box = containers.pop();
        (paragraphs.at(-1)?.boxes ?? container().lines).push(...(box?.lines ?? []));
        break;
      }
      case 'w:tc':
        cells.pop();
        rows.at(-1)?.push(containers.pop()?.lines ?? []);
        break;
      case 'w:tr':
        container().lines.push(...rowLines(rows.pop() ?? []));
        break;
      case 'w:tbl':
        tables.pop();
        break;
      case 'w:sdt':
        controls.pop();
        break;
      case 'mc:AlternateContent':
        alternatives.pop();
        break;
      default:
    }
  };

  const closeRun = (): void => {
    const run = runs.pop();
    const paragraph = paragraphs.at(-1);
    if (!run || !paragraph) return;
    const behind: Look = { shaded: darkPage || container().shaded };
    const look = mergeLooks([behind, paragraph.style?.look, paragraph.look, run.style?.look, run.look]);
    if (isHidden(look) && /\S/.test(run.text)) hidden = true;
    else paragraph.text += run.text;
  };

  const closeParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    const isItem = (paragraph.list || paragraph.style?.list === true) && paragraph.text.trim() !== '';
    const { lines } = container();
    // One empty line says as much as a million of them.
    if (paragraph.text !== '' || (lines.at(-1) ?? '') !== '') {
      lines.push(isItem ? `• ${paragraph.text}` : paragraph.text);
    }
    lines.push(...paragraph.boxes);
  };

  await parseXml(chunks, {
    open,
    close,
    text: (text) => {
      const name = path.at(-1);
      if (skipped === 0 && (name === 'w:t' || name === 'm:t')) write(text);
    },
    done: () => taken > room,
  });
  return { lines: part.lines, hidden, truncated: taken > room };
}
