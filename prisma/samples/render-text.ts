import type { Block, SampleSource } from './sample-source.js';

/** The CV as a plain text file, wrapped as an editor would leave it. */
export function renderText(source: SampleSource): string {
  const lines: string[] = [];
  for (const block of source.blocks) lines.push(...linesOf(block));
  return (
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() + '\n'
  );
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'name':
      return [block.text];
    case 'heading':
      return ['', block.text, ''];
    case 'role':
      return ['', `${block.title}, ${block.employer}`, block.dates];
    case 'row':
      return [block.cells.join('\t')];
    case 'bullet':
      return wrap(block.text, 88).map((line, index) => (index === 0 ? '- ' : '  ') + line);
    case 'paragraph':
      return wrap(block.text, 90);
  }
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
