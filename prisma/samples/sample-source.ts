/** How a sample CV is laid out; each layout stands for a kind of file that recruiters really receive. */
const LAYOUTS = [
  'classic',
  'banner',
  'serif',
  'two-column',
  'two-column-right',
  'docx',
  'docx-table',
  'text',
  'text-1252',
  'encrypted',
  'scanned',
  'corrupt',
] as const;
export type Layout = (typeof LAYOUTS)[number];

export type Block =
  | {
      readonly kind: 'name' | 'heading' | 'paragraph' | 'bullet';
      readonly text: string;
      readonly side: boolean;
    }
  | {
      readonly kind: 'role';
      readonly title: string;
      readonly employer: string;
      readonly dates: string;
      readonly side: boolean;
    }
  | { readonly kind: 'row'; readonly cells: readonly string[]; readonly side: boolean };

export interface SampleSource {
  readonly layout: Layout;
  /** Contact line that stands in the page header of a Word file rather than in its body. */
  readonly header: string | null;
  readonly blocks: readonly Block[];
}

/**
 * Reads the small markup of `sources/*.md`: `# name`, `## section` (`{side}`: in the narrow column),
 * `### title | employer | dates`, `- bullet`, `| table | row |`, and plain paragraphs.
 *
 * @throws Error when the front matter names no known layout.
 */
export function parseSampleSource(markup: string): SampleSource {
  const [front = '', body = ''] = markup.split(/^---$/m);
  const field = (name: string): string | null =>
    new RegExp(`^${name}: (.+)$`, 'm').exec(front)?.[1]?.trim() ?? null;
  const layout = LAYOUTS.find((known) => known === field('layout'));
  if (!layout) throw new Error(`Unknown layout: ${String(field('layout'))}`);

  const blocks: Block[] = [];
  let side = false;
  for (const line of body.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    if (line.startsWith('## ')) {
      side = line.endsWith('{side}');
      blocks.push({ kind: 'heading', text: line.slice(3).replace(/\s*\{side\}$/, ''), side });
    } else if (line.startsWith('### ')) {
      const [title = '', employer = '', dates = ''] = line.slice(4).split(' | ');
      blocks.push({ kind: 'role', title, employer, dates, side });
    } else if (line.startsWith('# ')) {
      blocks.push({ kind: 'name', text: line.slice(2), side: false });
    } else if (/^[-•] /.test(line)) {
      blocks.push({ kind: 'bullet', text: line.slice(2), side });
    } else if (line.startsWith('| ')) {
      const cells = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      blocks.push({ kind: 'row', cells, side });
    } else {
      blocks.push({ kind: 'paragraph', text: line, side });
    }
  }
  return { layout, header: field('header'), blocks };
}
