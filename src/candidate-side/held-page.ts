import type { HeldSection } from './collect-held.js';

/**
 * A page of its own, to be kept and read anywhere: no script, no picture, nothing fetched.
 *
 * @param title its heading, as text.
 */
export function heldPage(title: string, sections: readonly HeldSection[], at: Date): string {
  const body = sections.map(sectionOf).join('\n');
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin-bottom:1rem}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}th{width:14rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:inherit}</style>
<h1>${escapeHtml(title)}</h1>
<p>As of ${at.toISOString()}.</p>
${body}
</html>
`;
}

function sectionOf({ title, rows }: HeldSection): string {
  if (rows.length === 0) return `<h2>${escapeHtml(title)}</h2>\n<p>Nothing.</p>`;
  const tables = rows.map((row) => {
    const cells = Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(
        ([name, value]) =>
          `<tr><th scope="row">${escapeHtml(name)}</th><td><pre>${escapeHtml(wordsOf(value))}</pre></td></tr>`,
      );
    return `<table>${cells.join('')}</table>`;
  });
  return `<h2>${escapeHtml(title)}</h2>\n${tables.join('\n')}`;
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value, null, 2);
}

/** Everything that HTML could take for markup, also within quotes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
