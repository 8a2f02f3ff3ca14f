import { MAX_RAW_LENGTH } from '../../limits.js';
import { createBlocks } from './blocks.js';
import { attributeOf, parseXml, type XmlElement } from './parse-xml.js';
import { createShownPictures } from './shown-pictures.js';
import type { Style } from './styles.js';
import { isOn, nameOf, valueOf } from './wordprocessing.js';

export interface PartText {
  readonly lines: readonly string[];
  /** Pieces of text that no reader sees. */
  readonly hidden: readonly string[];
  /** True where it has a dark shape or a picture. */
  readonly hasDarkShapes: boolean;
  /** Ids of the relationships to the pictures that it shows. */
  readonly pictures: ReadonlySet<string>;
  readonly truncated: boolean;
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
/** Empty elements that stand for a character. In paragraph properties `w:tab` sets a tab stop instead. */
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
 * skipped), table rows as lines, list items with a bullet, prompts of empty form fields out.
 *
 * @param foreign Lines of other parts that it shows, by the id of the relationship to them.
 * @param room UTF-16 units that may still be taken in.
 */
export async function partText(
  chunks: AsyncIterable<Uint8Array>,
  styles: ReadonlyMap<string, Style>,
  foreign: ReadonlyMap<string, readonly string[]>,
  room: number = MAX_RAW_LENGTH,
): Promise<PartText> {
  const blocks = createBlocks(styles);
  const pictures = createShownPictures(() => blocks.isVanished());
  const path: string[] = [];
  /** For each open mc:AlternateContent: whether its new form was read. */
  const alternatives: boolean[] = [];
  /** For each open content control: whether it shows only its prompt. */
  const prompts: boolean[] = [];
  /** Depth of open elements inside the outermost one that is left out. */
  let skipped = 0;
  let taken = 0;

  const isLeftOut = (name: string): boolean =>
    LEFT_OUT.has(name) ||
    (name === 'mc:Fallback' && alternatives.at(-1) === true) ||
    (name === 'w:sdtContent' && prompts.at(-1) === true);
  const insert = (lines: readonly string[]): void => {
    blocks.insert(lines);
    taken += lines.reduce((length, line) => length + line.length, 0);
  };
  const write = (text: string): void => {
    blocks.write(text);
    taken += text.length;
  };

  await parseXml(chunks, {
    open(element) {
      const name = nameOf(element);
      const parent = path.at(-1) ?? '';
      path.push(name);
      if (skipped > 0 || isLeftOut(name)) {
        skipped += 1;
        return;
      }
      blocks.open[name]?.(element);
      pictures.open(element);
      if (name === 'mc:AlternateContent') alternatives.push(false);
      else if (name === 'mc:Choice') alternatives[alternatives.length - 1] = true;
      else if (name === 'w:sdt') prompts.push(false);
      else if (name === 'w:showingPlcHdr') prompts[prompts.length - 1] = isOn(element);
      else if (name === 'w:sym') write(symbolOf(element));
      else if (name === 'w:altChunk') insert(foreign.get(attributeOf(element, 'id') ?? '') ?? []);
      else if (name === 'relIds') insert(foreign.get(attributeOf(element, 'dm') ?? '') ?? []);
      // Old WordArt has its words as an attribute of the path along which it draws them.
      else if (name === 'textpath') insert([attributeOf(element, 'string') ?? '']);
      else if (parent === 'w:r' && name in CHARACTERS) write(CHARACTERS[name] ?? '');
      else blocks.note(element, name, parent);
    },
    text(text) {
      const name = path.at(-1);
      if (skipped === 0 && (name === 'w:t' || name === 'm:t')) write(text);
    },
    close(element) {
      const name = nameOf(element);
      path.pop();
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      blocks.close[name]?.();
      blocks.leave(element);
      pictures.close(element);
      if (name === 'mc:AlternateContent') alternatives.pop();
      else if (name === 'w:sdt') prompts.pop();
    },
    done: () => taken > room,
  });
  return {
    ...{ lines: blocks.lines, hidden: blocks.hidden, hasDarkShapes: blocks.hasDarkShapes() },
    pictures: pictures.ids,
    truncated: taken > room,
  };
}

/** A symbol by its number; controls are none, and some of them are marks of text that is not settled. */
function symbolOf(element: XmlElement): string {
  const code = parseInt(valueOf(element, 'char') ?? '20', 16) & 0xffff;
  return code < 0x20 ? '' : String.fromCharCode(code);
}
