import type { WriteStream } from 'node:tty';

/** A line of progress for each of several things that go on at once. */
export interface Board {
  /** Shows what is going on with `name`; prints nothing when that is what it shows already. */
  set(name: string, text: string): void;
  /** Leaves the lines as they stand. */
  close(): void;
}

/**
 * On a terminal with enough rows the lines are redrawn in place; elsewhere (a pipe, a log, a small window) every change
 * is a line of its own.
 */
export function createBoard(out: WriteStream | NodeJS.WriteStream, names: readonly string[]): Board {
  const width = Math.max(...names.map((name) => name.length));
  const lineOf = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}`;
  const shown = new Map<string, string>();
  const redraws = out.isTTY && out.rows > names.length + 1;
  let drawn = false;

  const draw = (): void => {
    const lines = names.map((name) => fit(lineOf(name, shown.get(name) ?? ''), out.columns));
    out.write((drawn ? `\x1b[${names.length}A` : '') + lines.map((line) => `\x1b[K${line}\n`).join(''));
    drawn = true;
  };
  if (redraws) draw();
  return {
    set(name, text) {
      if (shown.get(name) === text) return;
      shown.set(name, text);
      if (redraws) draw();
      else out.write(`${lineOf(name, text)}\n`);
    },
    close() {
      if (redraws) draw();
    },
  };
}

/** A line that wraps would put the redrawing out of step. */
function fit(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}

/** Breaks text at spaces; the first line starts after `first` columns, the others are indented by `indent`. */
export function wrap(text: string, width: number, indent: number, first = indent): string {
  const lines: string[] = [];
  let line = '';
  let room = width - first;
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
      room = width - indent;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
