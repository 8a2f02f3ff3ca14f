import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SECTORS, STAGES } from '../../src/taxonomy/concept.js';

const cvTruth = z.object({
  id: z.string(),
  stage: z.enum([...STAGES, 'none']),
  profession: z.string(),
  hcpc: z.enum(['registered', 'pending', 'lapsed', 'none']),
  evidence: z.array(
    z.object({
      claim: z.string(),
      quote: z.string().min(1),
      assertion: z.enum(['has', 'wants', 'negated', 'observed', 'other_person']),
    }),
  ),
});
export type CvTruth = z.infer<typeof cvTruth>;

const vacancyTruth = z.object({ id: z.string(), stage: z.enum(STAGES), sector: z.enum(SECTORS) });
export type VacancyTruth = z.infer<typeof vacancyTruth>;

/** Texts and truth of one evaluation set. `grades` holds 0–3 under `vacancyId + ' ' + cvId`. */
export interface EvaluationSet {
  readonly name: string;
  readonly cvs: ReadonlyMap<string, string>;
  readonly vacancies: ReadonlyMap<string, string>;
  readonly cvTruth: ReadonlyMap<string, CvTruth>;
  readonly vacancyTruth: ReadonlyMap<string, VacancyTruth>;
  readonly grades: ReadonlyMap<string, number>;
}

/**
 * Reads a set from its folder (layout: README.md beside the project's own set).
 *
 * @throws Error when a text has no truth, a pair has no grade, or a labelled quote is not in its CV.
 */
export function readEvaluationSet(folder: string, name = folder): EvaluationSet {
  const set: EvaluationSet = {
    name,
    cvs: readTexts(join(folder, 'cvs')),
    vacancies: readTexts(join(folder, 'vacancies')),
    cvTruth: readLines(join(folder, 'cvs.jsonl'), cvTruth),
    vacancyTruth: readLines(join(folder, 'vacancies.jsonl'), vacancyTruth),
    grades: readGrades(join(folder, 'qrels.tsv')),
  };
  const faults = faultsOf(set);
  if (faults.length > 0) throw new Error(`${folder} is not a complete set:\n  ${faults.join('\n  ')}`);
  return set;
}

/** The part of a set whose vacancies and CVs are chosen; a pair stays if both of its sides do. */
export function partOf(
  set: EvaluationSet,
  keepVacancy: (id: string) => boolean,
  keepCv: (id: string) => boolean,
): EvaluationSet {
  const pick = <T>(map: ReadonlyMap<string, T>, keep: (id: string) => boolean) =>
    new Map([...map].filter(([id]) => keep(id)));
  return {
    name: set.name,
    cvs: pick(set.cvs, keepCv),
    vacancies: pick(set.vacancies, keepVacancy),
    cvTruth: pick(set.cvTruth, keepCv),
    vacancyTruth: pick(set.vacancyTruth, keepVacancy),
    grades: set.grades,
  };
}

export function gradeOf(set: EvaluationSet, vacancyId: string, cvId: string): number {
  return set.grades.get(`${vacancyId} ${cvId}`) ?? 0;
}

function readTexts(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return new Map(
    names.sort().map((name) => [name.slice(0, -'.txt'.length), readFileSync(join(folder, name), 'utf8')]),
  );
}

function readLines<T extends { id: string }>(path: string, schema: z.ZodType<T>): Map<string, T> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => schema.parse(JSON.parse(line))).map((truth) => [truth.id, truth]));
}

function readGrades(path: string): Map<string, number> {
  const grade = z.coerce.number().int().min(0).max(3);
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [vacancyId, cvId, value] = line.split('\t');
      return [`${vacancyId} ${cvId}`, grade.parse(value)];
    }),
  );
}

function faultsOf(set: EvaluationSet): string[] {
  const faults: string[] = [];
  for (const vacancyId of set.vacancies.keys()) {
    if (!set.vacancyTruth.has(vacancyId)) faults.push(`${vacancyId}: no truth`);
    for (const cvId of set.cvs.keys()) {
      if (!set.grades.has(`${vacancyId} ${cvId}`)) faults.push(`${vacancyId} ${cvId}: no grade`);
    }
  }
  for (const [cvId, text] of set.cvs) {
    const truth = set.cvTruth.get(cvId);
    if (!truth) faults.push(`${cvId}: no truth`);
    for (const { quote } of truth?.evidence ?? []) {
      if (!text.includes(quote)) faults.push(`${cvId}: quote not found: ${quote}`);
    }
  }
  return faults;
}
