import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHeading } from '../../../src/understanding/cv/section-headings.js';
import { readEvaluationSet } from '../../evaluation/evaluation-set.js';
import { CVS, featuresOfText } from './cvs.js';

/** The number of CVs of the first set that may be read while rules are worked on. */
const OPEN = 24;

interface Parts {
  readonly id: string;
  /** Name and address, and whatever else stands above the first heading. */
  readonly head: readonly string[];
  readonly sections: readonly string[];
}

/** A CV parted at its headings, where a blank line stands before them; personal details stay at the head. */
function partsOf(id: string, cv: string): Parts {
  const head: string[] = [];
  const sections: string[] = [];
  for (const block of cv
    .replaceAll('\r', '')
    .trim()
    .split(/\n\s*\n/)) {
    const line = block.split('\n')[0]?.trim() ?? '';
    const heading = /^[·•*-]/.test(line) ? null : readHeading(line);
    const begins = heading !== null && heading.length === line.length && heading.rule.kind !== 'contact';
    const open = begins ? undefined : sections.pop();
    if (open !== undefined) sections.push(`${open}\n\n${block}`);
    else (begins ? sections : head).push(block);
  }
  return { id, head, sections };
}

const cvs = [
  ...CVS.slice(0, OPEN),
  ...readEvaluationSet('test/evaluation/second-set').cvs,
  ...readEvaluationSet('test/evaluation/third-set').cvs,
];
const PARTED = cvs.map(([id, cv]) => partsOf(id, cv)).filter(({ sections }) => sections.length > 1);

function featuresInOrder({ head }: Parts, sections: readonly string[]) {
  return featuresOfText(`${[...head, ...sections].join('\n\n')}\n`);
}

describe('the order of the parts of a CV', () => {
  it('is tried out on CVs enough', () => {
    expect(PARTED.length).toBeGreaterThan(30);
  });

  it('changes nothing that scoring reads when it is turned round', { timeout: 120_000 }, () => {
    for (const parts of PARTED) {
      const turned = featuresInOrder(parts, [...parts.sections].reverse());
      expect(turned, parts.id).toEqual(featuresInOrder(parts, parts.sections));
    }
  });

  it('changes nothing that scoring reads when it is shuffled', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...PARTED)
          .chain((parts) =>
            fc.tuple(
              fc.constant(parts),
              fc.shuffledSubarray([...parts.sections], { minLength: parts.sections.length }),
            ),
          ),
        ([parts, shuffled]) => {
          expect(featuresInOrder(parts, shuffled), parts.id).toEqual(featuresInOrder(parts, parts.sections));
        },
      ),
      { numRuns: 60, seed: 2026 },
    );
  });
});
