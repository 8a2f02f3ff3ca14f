/** Where a block begins and ends in a document; what stands between is written by the program. */
const begin = (name: string): string => `<!-- ${name}: begin -->`;
const end = (name: string): string => `<!-- ${name}: end -->`;

/** What stands in a block, without the blank lines around it. @throws Error when there is no such block. */
export function blockOf(document: string, name: string): string {
  const from = document.indexOf(begin(name));
  const to = document.indexOf(end(name));
  if (from < 0 || to < from) throw new Error(`There is no block "${name}".`);
  return document.slice(from + begin(name).length, to).trim();
}

/** The document with all its blocks that have a text written anew; the rest stays as it is. */
export function withBlocks(document: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const from = text.indexOf(begin(name));
    const to = text.indexOf(end(name));
    if (from < 0 || to < from) return text;
    return `${text.slice(0, from)}${begin(name)}\n\n${block}\n\n${text.slice(to)}`;
  }, document);
}
