import { CONCEPT_KINDS, STAGES, type Concept, type ConceptKind, type SurfaceForm } from './concept.js';
import type { Taxonomy } from './load-taxonomy.js';

const HEADINGS: Readonly<Record<ConceptKind, string>> = {
  duty: 'Duties',
  qualification: 'Qualifications',
  registration: 'Registration and checks',
  specialism: 'Specialisms',
  setting: 'Settings',
  assessment: 'Assessments, models and law',
  quality: 'Personal qualities',
  work_terms: 'Terms of work, titles and other professions',
};
const EXAMPLES = 6;
/** From this weight on, a true mention is counted as evidence of work at a stage. */
const TELLING = 0.5;
const STAGE_NAMES = STAGES.map((stage) => stage.replaceAll('_', ' '));

const SOURCE_KEYS =
  'The last column says what called for a concept, by the keys of the list at the end: `seed1` and `seed2` are the two career pages that the taxonomy began with, `corpus` the NHS adverts of 2020, `sample_cvs` the open half of the project’s first evaluation set, keys such as `cv002` one public CV and keys such as `slam` one vacancy of an employer that were read, `general` what practitioners know and no document was found for. The rest are pages of professional bodies, law and training.';

/** The taxonomy as a page of Markdown: every concept with where it belongs, how it is told and who says so. */
export function taxonomyPage(taxonomy: Taxonomy): string {
  const concepts = [...taxonomy.concepts.values()];
  const kinds = CONCEPT_KINDS.map((kind) => [kind, concepts.filter((each) => each.kind === kind)] as const);
  const total = (list: readonly Concept[], what: 'forms' | 'patterns') =>
    list.reduce((sum, concept) => sum + concept[what].length, 0);
  return [
    '# What the taxonomy holds',
    '',
    `Made by \`npm run docs:taxonomy\` from the files of \`src/taxonomy/data\`, version \`${taxonomy.version}\`. Edit those, not this page.`,
    '',
    `A concept is met by its forms, as written or in another spelling or number, and by its patterns: words that say the same in other order and inflection within one clause. Stages are those for which a true mention weighs ${TELLING} or more. An ambiguous form counts only as its column says.`,
    '',
    SOURCE_KEYS,
    '',
    '| kind | concepts | forms | patterns |',
    '| --- | --- | --- | --- |',
    ...[...kinds, ['all', concepts] as const].map(
      ([kind, list]) =>
        `| ${kind === 'all' ? 'all' : HEADINGS[kind]} | ${list.length} | ${total(list, 'forms')} | ${total(list, 'patterns')} |`,
    ),
    ...kinds.flatMap(([kind, list]) => ['', `## ${HEADINGS[kind]}`, '', ...table(list)]),
    '',
    '## Sources',
    '',
    ...[...taxonomy.sources].map(([key, source]) => `- \`${key}\`: ${source}`),
    '',
  ].join('\n');
}

function table(concepts: readonly Concept[]): readonly string[] {
  return [
    '| concept | label | stages | sectors | for example | ambiguous forms | source |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...concepts.map(
      ({ id, label, stages, sectors, forms, patterns, sources }) =>
        `| ${[
          `\`${id}\``,
          cell(label),
          STAGES.flatMap((stage, i) => (stages[stage] >= TELLING ? [STAGE_NAMES[i]] : [])).join(', ') || '–',
          sectors.map((sector) => sector.replaceAll('_', ' ')).join(', ') || '–',
          examples(forms, patterns.length),
          forms
            .filter(({ ambiguous }) => ambiguous)
            .map(rule)
            .join('; ') || '–',
          sources.join(', '),
        ].join(' | ')} |`,
    ),
  ];
}

function examples(forms: readonly SurfaceForm[], patterns: number): string {
  const plain = forms.filter(({ ambiguous }) => !ambiguous).slice(0, EXAMPLES);
  const more = patterns === 0 ? '' : ` (and ${patterns === 1 ? 'one pattern' : `${patterns} patterns`})`;
  return `${plain.map(({ form }) => cell(form)).join('; ') || '–'}${more}`;
}

function rule({ form, context, unless, anywhere }: SurfaceForm): string {
  const beside = anywhere
    ? []
    : [context.length === 0 ? 'beside words of the trade' : `beside ${context.join(', ')}`];
  const never = unless.length === 0 ? [] : [`not with ${unless.join(', ')}`];
  return `“${cell(form)}” ${[...beside, ...never].join(', ')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
