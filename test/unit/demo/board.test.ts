import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { createBoard, wrap } from '../../../prisma/demo/board.js';

function screen(terminal: object): { out: WriteStream; text: () => string } {
  const out = Object.assign(new PassThrough({ encoding: 'utf8' }), terminal);
  return { out: out as unknown as WriteStream, text: () => String(out.read() ?? '') };
}

describe('the progress display', () => {
  it('prints a plain line for every change where the output is no terminal', () => {
    const { out, text } = screen({});
    const board = createBoard(out, ['a.pdf', 'long.pdf']);
    board.set('a.pdf', 'sent');
    board.set('a.pdf', 'sent');
    board.set('long.pdf', 'sent');
    board.set('a.pdf', 'ready');
    board.close();
    expect(text()).toBe('  a.pdf     sent\n  long.pdf  sent\n  a.pdf     ready\n');
  });

  it('redraws its lines in place on a terminal, and never lets one wrap', () => {
    const { out, text } = screen({ isTTY: true, rows: 24, columns: 20 });
    const board = createBoard(out, ['a', 'b']);
    board.set('a', 'a text that is far too long');
    const written = text();
    expect(written).toContain('\x1b[2A');
    for (const line of written.replaceAll('\x1b[K', '').replaceAll('\x1b[2A', '').split('\n')) {
      expect(line.length).toBeLessThan(20);
    }
  });

  it('falls back to plain lines in a window that is too small', () => {
    const { out, text } = screen({ isTTY: true, rows: 2, columns: 80 });
    createBoard(out, ['a', 'b', 'c']).set('b', 'ready');
    expect(text()).toBe('  b  ready\n');
  });
});

describe('wrap', () => {
  it('keeps every line within the width and loses no word', () => {
    const text = 'Assess cognition, perception, vision and mood, and explain what the results mean';
    const lines = wrap(text, 30, 4).split('\n');
    expect(lines.every((line, index) => line.length <= (index === 0 ? 26 : 30))).toBe(true);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(text);
  });
});
