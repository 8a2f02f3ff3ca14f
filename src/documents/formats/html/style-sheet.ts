import { groundOf, rulesOf, type Rules } from './style-rules.js';

/** A style sheet that a word processor wrote has some hundred rules; more are a framework's, or an attack. */
const MOST_RULES = 20_000;
const MOST_CLASSES = 20;
/** The name of an element, `.name`, `#name`, or either behind the name of an element. */
const SIMPLE = /^([a-z][a-z\d]*)?([.#][\w-]+)?$/i;
/** The last of the elements that a longer selector names, which is the one that the rule is for. */
const LAST = /[\s>+~]([a-z][a-z\d]*)?([.#][\w-]+)?$/i;

interface SheetRule {
  /** Name of the element that it is for; null: any. */
  readonly element: string | null;
  readonly rules: Rules;
}

export interface StyleSheet {
  /** Takes in the text of a `style` element. */
  add(css: string): void;
  /** What rules for its name, its classes and its id say of an element. */
  rulesFor(name: string, attributes: Readonly<Record<string, string>>): Rules;
}

/**
 * The style sheets inside a page, as far as they speak of single elements, classes and ids. Of rules for more than that
 * only a dark ground is taken, which may lie behind white text: text that they hide is read. Rules for other media, such
 * as print, are left aside.
 */
export function createStyleSheet(): StyleSheet {
  const bySelector = new Map<string, SheetRule[]>();
  let count = 0;
  return {
    add(css) {
      for (const { selectors, body } of blocksOf(css)) {
        const rules = rulesOf(body);
        for (const selector of selectors.split(',')) {
          // The element around the body opens before the styles are known.
          const name = selector.trim().replace(/^(:root|html)$/, 'body');
          const simple = SIMPLE.exec(name);
          const found: readonly (string | undefined)[] | null =
            simple ?? (groundOf(rules) === true ? LAST.exec(name) : null);
          const element = found?.[1]?.toLowerCase();
          const key = found?.[2] ?? element;
          if (key === undefined || (count += 1) > MOST_RULES) continue;
          const known = bySelector.get(key) ?? [];
          known.push({ element: element ?? null, rules: simple ? rules : groundsOf(rules) });
          bySelector.set(key, known);
        }
      }
    },
    rulesFor(name, attributes) {
      const classes = (attributes['class'] ?? '').split(/\s+/, MOST_CLASSES).map((one) => `.${one}`);
      const keys = [name, ...classes];
      if (attributes['id'] !== undefined) keys.push(`#${attributes['id']}`);
      const merged = new Map<string, string>();
      for (const key of keys) {
        for (const { element, rules } of bySelector.get(key) ?? []) {
          if (element === null || element === name)
            for (const [rule, value] of rules) merged.set(rule, value);
        }
      }
      return merged;
    },
  };
}

function groundsOf(rules: Rules): Rules {
  return new Map([...rules].filter(([property]) => property.startsWith('background')));
}

/** Rules outside of `@media` and the like, without comments. */
function* blocksOf(css: string): Generator<{ selectors: string; body: string }> {
  const plain = css.replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, '');
  let depth = 0;
  let start = 0;
  let selectors = '';
  for (let at = 0; at < plain.length; at += 1) {
    if (plain[at] === '{') {
      if (depth === 0) selectors = plain.slice(start, at).replace(/^[\s\S]*;/, '');
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (plain[at] === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      if (!selectors.includes('@')) yield { selectors, body: plain.slice(start, at) };
      start = at + 1;
    }
  }
}
