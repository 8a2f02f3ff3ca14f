import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/project-root.js';

const page = readFileSync(join(projectRoot, 'docs', 'asvs.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d/.test(line));

describe('docs/asvs.md', () => {
  it('names only files that there are', () => {
    const files = [...page.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) expect(existsSync(join(projectRoot, file)), file).toBe(true);
  });

  it('says of each item whether it is done, in one of the words that it explains', () => {
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows)
      expect(row.split('|')[2]?.trim(), row).toMatch(/^(yes|untested|partly|no|n\/a|agency)$/);
  });
});
