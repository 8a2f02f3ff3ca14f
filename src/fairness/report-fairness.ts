import type { z } from 'zod';
import { appendAudit } from '../audit/append-audit.js';
import type { Database } from '../database/client.js';
import type { NamedActor } from '../http/actor.js';
import { featuresOf } from '../matching/features.js';
import type { Taxonomy } from '../taxonomy/load-taxonomy.js';
import { understandCv } from '../understanding/understand-cv.js';
import { versions } from '../versions.js';
import { measureInvariance, type InvarianceReport, type InvarianceText } from './measure-invariance.js';
import { reportSelection } from './report-selection.js';
import type { fairnessQuery, fairnessReport } from './schema.js';
import { storedTexts } from './stored-texts.js';

export interface FairnessDependencies {
  readonly database: Database;
  readonly taxonomy: Taxonomy;
}

/** Whether who somebody is changes anything that this program's scoring reads of these CVs. */
export function readingInvariance(
  texts: Iterable<InvarianceText>,
  taxonomy: Taxonomy,
): Promise<InvarianceReport> {
  return measureInvariance(texts, (text) => featuresOf(understandCv(text, taxonomy), taxonomy));
}

/**
 * The fairness report: by the program and the people as they are at this moment. That somebody had it made is recorded.
 *
 * @param actor who asks; `system`: the command of the terminal.
 */
export async function reportFairness(
  { database, taxonomy }: FairnessDependencies,
  actor: NamedActor | 'system',
  { sample, top, stage, sector }: z.output<typeof fairnessQuery>,
): Promise<z.input<typeof fairnessReport>> {
  const { lines, cvs } = await readingInvariance(await storedTexts(database, sample), taxonomy);
  const selection = await reportSelection(database, { top, stage: stage ?? null, sector: sector ?? null });
  await database.prisma.$transaction((tx) =>
    appendAudit(tx, { actor, action: 'fairness.reported', subject: 'fairness', facts: { cvs, top } }),
  );
  return {
    at: new Date().toISOString(),
    versions: { ...versions(taxonomy) },
    invariance: { cvs, lines: lines.map((line) => ({ ...line, examples: [...line.examples] })) },
    selection: {
      top,
      stage: stage ?? null,
      sector: sector ?? null,
      vacancies: selection.vacancies,
      cutLists: selection.cutLists,
      steps: selection.steps.map(({ step, questions }) => ({
        step,
        questions: questions.map(({ question, groups }) => ({
          question,
          groups: groups.map((group) => ({ ...group })),
        })),
      })),
    },
  };
}
