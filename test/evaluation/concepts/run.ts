import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../src/project-root.js';
import type { ConceptId } from '../../../src/taxonomy/concept.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { findConcepts } from '../../../src/understanding/find-concepts.js';
import { prepareText } from '../../../src/understanding/prepare-text.js';
import { understandCv } from '../../../src/understanding/understand-cv.js';
import { measureAssertions, measureConcepts, measureSentences } from './measure-concepts.js';
import { printConceptFigures, printWhoDidIt } from './print-concept-figures.js';
import {
  readAssertedSentences,
  readLabelledCvs,
  readLabelledSentences,
  readWhoDidIt,
} from './read-labels.js';

const { values } = parseArgs({
  options: { json: { type: 'string' }, 'held-back': { type: 'boolean', default: false } },
});
const folder = join(projectRoot, 'test', 'evaluation', 'concepts');
const taxonomy = loadTaxonomy();
const concepts = measureConcepts(
  readLabelledCvs(folder, taxonomy),
  (text) => understandCv(text, taxonomy).mentions,
);
const sentences = measureSentences(
  readLabelledSentences(folder, taxonomy),
  (sentence) => new Set(findConcepts(prepareText(sentence), taxonomy).map(({ conceptId }) => conceptId)),
);
/** A sentence stands in the present post of somebody registered, whose employer says nothing of the field. */
const POST =
  'Sam Hollis\nHCPC OT990001\n\nEMPLOYMENT\n\nOccupational Therapist, Fellmere Services\nMay 2020 – present\n';
const assertionsIn = (sentence: string, conceptId: ConceptId) =>
  understandCv(`${POST}${sentence}.\n`, taxonomy)
    .mentions.filter((mention) => mention.conceptId === conceptId && mention.span.start >= POST.length)
    .map(({ assertion }) => assertion);
const assertions = measureAssertions(readAssertedSentences(folder, taxonomy), assertionsIn);
/** Half of these is held back from whoever works on the rules: it is measured only when asked for. */
const whoDidIt = measureAssertions(
  readWhoDidIt(folder, taxonomy).filter(({ open }) => open || values['held-back']),
  assertionsIn,
);

console.log(printConceptFigures(taxonomy.version, concepts, sentences, assertions));
console.log(`\n${printWhoDidIt(whoDidIt)}`);
if (values.json !== undefined) {
  const figures = { taxonomy: taxonomy.version, concepts, sentences, assertions, whoDidIt };
  writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}
