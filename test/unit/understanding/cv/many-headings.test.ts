import { describe, expect, it } from 'vitest';
import { readRoles, roleRanges } from '../../../../src/understanding/cv/roles.js';
import { splitSections, type TextSection } from '../../../../src/understanding/cv/sections.js';
import { prepareText } from '../../../../src/understanding/prepare-text.js';

/** How often the parts of a CV are looked at while its posts are told apart. */
function looksAt(text: string): number {
  const prepared = prepareText(text);
  let looks = 0;
  const counted = splitSections(prepared).map(
    (section) =>
      new Proxy(section, {
        get(target, name: keyof TextSection) {
          looks += 1;
          return target[name];
        },
      }),
  );
  const roles = readRoles(prepared, counted, [], []);
  roleRanges(prepared, counted, roles);
  return looks;
}

const post = (n: number, heading: string): string =>
  `Occupational Therapist, Band 6, Wharfdale NHS Trust\n20${String(10 + (n % 15))} – 20${String(11 + (n % 15))}\n\n${heading}\n\nHome visits.\n\n`;
const cv = (posts: number, heading: (n: number) => string): string =>
  `Sam Hollis\n\nEMPLOYMENT\n\n${Array.from({ length: posts }, (_, n) => post(n, heading(n))).join('')}`;

describe('a CV with a heading for every few lines', () => {
  it.each([
    ['the same', () => 'WORK EXPERIENCE'],
    ['another each', (n: number) => `WORK EXPERIENCE ${String(n)}`],
    ['of a part within each post', () => 'Key responsibilities'],
  ])('is read in steps that grow as it does, the headings being %s', (_, heading) => {
    const few = looksAt(cv(100, heading));
    expect(few).toBeGreaterThan(100);
    expect(looksAt(cv(800, heading)) / few).toBeLessThan(8 * 2);
  });
});
