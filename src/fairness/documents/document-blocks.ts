import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presentNotice } from '../../candidate-side/ranking-notice.js';
import { DEFAULT_DAYS } from '../../consents/consent-terms.js';
import { categoryWeightsFor } from '../../matching/category-weights.js';
import { QUARANTINE_DAYS, RETENTION } from '../../privacy/retention-rules.js';
import { projectRoot } from '../../project-root.js';
import { STAGES } from '../../taxonomy/concept.js';
import type { Taxonomy } from '../../taxonomy/load-taxonomy.js';
import { versions } from '../../versions.js';
import { EVALUATION_SETS, evaluationTexts } from '../evaluation-texts.js';
import { MONITORING_QUESTIONS } from '../monitoring-questions.js';
import { readingInvariance } from '../report-fairness.js';
import { FEWEST_PEOPLE } from '../selection-ratios.js';
import type { Characteristic } from '../who-somebody-is.js';
import { blockOf } from './write-blocks.js';

/** The documents about the program that state figures or versions. */
export const DOCUMENTS = ['docs/model-card.md', 'docs/dpia.md', 'docs/candidate-notice.md'] as const;
const QUALITY = 'figures of npm run eval';

/** What stands in the blocks of the documents, from the program itself and the figures of the README. */
export async function documentBlocks(taxonomy: Taxonomy): Promise<Readonly<Record<string, string>>> {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  return {
    versions: versionsBlock(taxonomy),
    weights: weightsBlock(),
    [QUALITY]: blockOf(readme, QUALITY),
    fairness: await fairnessBlock(taxonomy),
    periods: periodsBlock(),
    monitoring: monitoringBlock(),
    notice: noticeBlock(),
  };
}

function versionsBlock(taxonomy: Taxonomy): string {
  const { extractor, understanding, rules } = versions(taxonomy);
  return [
    `- reading of documents: ${extractor}`,
    `- understanding of CVs and adverts: ${understanding}`,
    `- taxonomy: ${taxonomy.concepts.size} concepts ([docs/taxonomy.md](taxonomy.md) lists them)`,
    `- rules of the score: ${rules}`,
  ].join('\n');
}

function weightsBlock(): string {
  return STAGES.map((stage) => {
    const weights = Object.entries(categoryWeightsFor(stage)).map(([name, weight]) => `${name} ${weight}`);
    return `- ${stage.replaceAll('_', ' ')}: ${weights.join(', ')}`;
  }).join('\n');
}

const WORDS: Readonly<Record<Characteristic, string>> = {
  name: 'another name',
  sex: 'other pronouns, gender, orientation',
  age: 'a date of birth, an age',
  degree_year: 'another year of the degree',
  origin: 'nationality, place of birth, ethnic origin, first language, visa',
  family: 'marriage and children',
  health: 'a disability',
  belief: 'religion, trade union',
  told_in_sentences: 'all of these told in sentences',
};

async function fairnessBlock(taxonomy: Taxonomy): Promise<string> {
  const texts = EVALUATION_SETS.flatMap((set) => evaluationTexts(set));
  const { cvs, lines } = await readingInvariance(texts, taxonomy);
  return [
    `${cvs} CVs of the ${EVALUATION_SETS.length} evaluation sets, read again with:`,
    '',
    ...lines.map(
      ({ characteristic, tried, changed }) =>
        `- ${WORDS[characteristic]}: ${changed} of ${tried} readings different`,
    ),
  ].join('\n');
}

function periodsBlock(): string {
  return [
    `- consent to be kept: ${DEFAULT_DAYS.keep} days unless the person says otherwise; to be represented: ${DEFAULT_DAYS.represent}; for one position: ${DEFAULT_DAYS.vacancy}`,
    `- after the last consent to be kept has ended: ${QUARANTINE_DAYS} days set apart, then erased`,
    ...RETENTION.map(({ recordClass, words }) => `- ${recordClass.replaceAll('_', ' ')}: ${words}`),
  ].join('\n');
}

function monitoringBlock(): string {
  const questions = Object.keys(MONITORING_QUESTIONS).map((one) => one.replaceAll('_', ' '));
  return `Asked, and free to leave out: ${questions.join(', ')}. Shown of groups of ${FEWEST_PEOPLE} people or more, counts rounded to five.`;
}

function noticeBlock(): string {
  const { title, paragraphs, parts } = presentNotice();
  return [
    `**${title}**`,
    ...paragraphs,
    'A score is made of:',
    parts.map((one) => `- ${one}`).join('\n'),
  ].join('\n\n');
}
