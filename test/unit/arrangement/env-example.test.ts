import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { projectRoot } from '../../../src/project-root.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const example = Object.fromEntries(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);
const schema = /const environment = z\.object\(\{([^]+?)^\}\);/m.exec(read('src/config.ts'))?.[1] ?? '';
const variables = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);

describe('.env.example', () => {
  it('names every variable that the program reads, in its order, and no other', () => {
    expect(variables.length).toBeGreaterThan(10);
    expect(Object.keys(example)).toEqual(variables);
  });

  it('shows the defaults', () => {
    const dataDir = { DATA_DIR: join(projectRoot, 'data', 'env-example'), LINK_SECRET: 'x'.repeat(32) };
    expect(readConfig({ ...example, ...dataDir })).toEqual(readConfig(dataDir));
  });

  it('says what each variable is for', () => {
    const paragraphs = read('.env.example').split('\n\n').slice(1);
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/^#/);
  });
});
