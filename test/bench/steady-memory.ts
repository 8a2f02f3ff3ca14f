import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';
import { understandCv } from '../../src/understanding/understand-cv.js';
import { sampleTexts } from './corpus.js';
import type { Bench } from './harness.js';
import { bytesInUse } from './machine.js';
import { seeded } from './synthetic.js';

/** Ten times as many with `--million`. */
const CVS = process.argv.includes('--million') ? 100_000 : 10_000;
/** So many are read before the first look: every memory of results has filled by then. */
const FIRST = CVS / 4;
const LINES = 40;

/** Whether a process that understands one CV after the other keeps anything of them. */
export const steadyMemory: Bench = {
  name: 'memory',
  async run(_rounds, note) {
    const taxonomy = loadTaxonomy();
    const lines = sampleTexts().flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
    const random = seeded(20_261_129);
    let before = 0;
    for (let n = 0; n < CVS; n += 1) {
      if (n === FIRST) before = await bytesInUse();
      if (n % 1_000 === 0) note(`${n} CVs understood`);
      understandCv(makeUpCv(lines, random), taxonomy);
    }
    const after = await bytesInUse();
    return [
      {
        title: `Memory of a process that understood ${CVS.toLocaleString('en-GB')} CVs, all different`,
        unit: 'CV',
        rounds: 1,
        rows: [],
        facts: {
          [`after ${FIRST} CVs, MB`]: before / 1e6,
          'at the end, MB': after / 1e6,
          'bytes kept of each CV between': (after - before) / (CVS - FIRST),
        },
        notes: ['Heap and buffers after garbage collection. Every CV has words that no other has.'],
      },
    ];
  },
};

/** Lines of the samples at random, some with a made-up word. */
function makeUpCv(lines: readonly string[], random: () => number): string {
  return Array.from({ length: LINES }, () => {
    const line = lines[Math.floor(random() * lines.length)] ?? '';
    return random() < 0.5 ? line : `${line} ${madeUpWord(random)}`;
  }).join('\n');
}

function madeUpWord(random: () => number): string {
  return Array.from({ length: 10 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
}
