import { Parser } from 'htmlparser2';
import { Refusal } from '../../refusal.js';
import { rowLines } from '../docx/row-lines.js';
import { isSeen, type Look, lookUnder, PLAIN, type Rules, rulesOf } from './style-rules.js';
import { createStyleSheet } from './style-sheet.js';

/** Not text of the page. */
const LEFT_OUT = new Set([
  ...['script', 'style', 'head', 'title', 'noscript', 'template', 'svg', 'math', 'iframe', 'object'],
  ...['audio', 'video', 'canvas', 'select', 'datalist', 'textarea', 'button', 'xml', 'del', 's', 'strike'],
]);
/** Without an end tag, so nothing can be inside them. */
const VOID = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);
const BLOCKS = new Set([
  ...['address', 'article', 'aside', 'blockquote', 'body', 'center', 'dd', 'div', 'dl', 'dt', 'fieldset'],
  ...['figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li'],
  ...['main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'ul'],
]);
/** With an empty line before them, as browsers draw them. */
const PARTED = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'table']);
/** Deeper nesting than any page has, end tags forgotten or not; the parser takes quadratic time over it. */
const MOST_OPEN = 10_000;

interface OpenElement {
  readonly name: string;
  readonly look: Look;
}

export interface PageText {
  readonly lines: readonly string[];
  /** Pieces of text that a browser would not show. */
  readonly hidden: readonly string[];
}

/**
 * Text of a web page as a browser lays it out: blocks on lines of their own, list items with a bullet, rows of a table as
 * lines; scripts and styles out, text that its own style or that of its class hides out and told.
 *
 * @throws Refusal with `too_large` (nested too deeply).
 */
export function pageText(markup: string): PageText {
  const open: OpenElement[] = [];
  const cells: { lines: string[]; row: string[][] }[] = [];
  const page: string[] = [];
  const hidden: string[] = [];
  let line = '';
  let skipped = 0;
  let unseen = '';
  let bullet = false;
  const sheet = createStyleSheet();
  let css: string | null = null;

  const target = (): string[] => cells.at(-1)?.lines ?? page;
  const endLine = (): void => {
    const text = line.replace(/[ \n\r\f]+/g, ' ').trim();
    line = '';
    if (text === '') return;
    target().push(bullet ? `• ${text}` : text);
    bullet = false;
  };
  const part = (): void => {
    if ((target().at(-1) ?? '') !== '') target().push('');
  };
  const endUnseen = (): void => {
    const text = unseen.replace(/\s+/g, ' ').trim();
    if (text !== '') hidden.push(text);
    unseen = '';
  };

  const look = (): Look => open.at(-1)?.look ?? PLAIN;
  const isLaidOut = (): boolean => skipped === 0 && !look().gone;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (VOID.has(name)) {
          if (name !== 'br' && name !== 'hr') return;
          if (isLaidOut() && unseen === '') endLine();
          else unseen += ' ';
          return;
        }
        if (open.length >= MOST_OPEN) throw new Refusal('too_large', 'elements nested too deeply');
        const layers = [
          attributeRules(name, attributes),
          sheet.rulesFor(name, attributes),
          rulesOf(attributes['style'] ?? ''),
        ];
        open.push({ name, look: lookUnder(look(), layers) });
        if (name === 'style') css = '';
        if (LEFT_OUT.has(name)) skipped += 1;
        if (!isLaidOut()) return;
        if (BLOCKS.has(name)) endLine();
        if (PARTED.has(name)) part();
        if (name === 'li') bullet = true;
        if (name === 'tr') cells.push({ lines: [], row: [] });
      },
      ontext(text) {
        if (css !== null) css += text;
        if (skipped > 0) return;
        const seen = isSeen(look());
        // A blank has no colour, but parts the words beside it.
        if (seen || (/^\s*$/.test(text) && isLaidOut())) line += text;
        else unseen += text;
        if (seen && /\S/.test(text)) endUnseen();
      },
      onclosetag(name) {
        // The parser tells the end of elements without an end tag, too.
        if (VOID.has(name)) return;
        const wasLaidOut = isLaidOut();
        const element = open.pop();
        if (!element) return;
        if (css !== null && element.name === 'style') {
          sheet.add(css);
          css = null;
        }
        if (LEFT_OUT.has(element.name)) skipped -= 1;
        if (!isSeen(element.look) && isSeen(look())) endUnseen();
        if (!wasLaidOut) return;
        if (BLOCKS.has(name)) endLine();
        if (name === 'li') bullet = false;
        const row = cells.at(-1);
        if ((name === 'td' || name === 'th') && row) row.row.push(row.lines.splice(0));
        if (name === 'tr' && row) {
          cells.pop();
          target().push(...rowLines([...row.row, row.lines]));
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: false },
  );
  parser.write(markup);
  parser.end();
  endLine();
  for (const row of cells.reverse()) page.push(...rowLines([...row.row, row.lines]));
  endUnseen();
  return { lines: page, hidden };
}

/** What attributes say about the look of an element, older than style sheets and weaker. */
function attributeRules(name: string, attributes: Readonly<Record<string, string>>): Rules {
  const rules = new Map<string, string>();
  const note = (property: string, value: string | undefined): unknown =>
    value === undefined ? null : rules.set(property, value.trim().toLowerCase());
  if ('hidden' in attributes) rules.set('display', 'none');
  // Links have a colour of their own, which is not that of the text around them.
  if (name === 'a' && 'href' in attributes) rules.set('color', 'blue');
  note('color', attributes['color'] ?? (name === 'body' ? attributes['text'] : undefined));
  note('background-color', attributes['bgcolor']);
  note('background-image', attributes['background']);
  return rules;
}
