import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/project-root.js';

const folder = join(projectRoot, 'prisma', 'samples');

const uploadSchema = z.strictObject({
  file: z.string(),
  name: z.string(),
  email: z.email(),
  phone: z.string(),
  postcode: z.string(),
});
const vacancySchema = z.strictObject({ file: z.string(), title: z.string(), employer: z.string() });

/** What a reader who knows the trade says of each sample; null: not to be checked. */
const expectedSchema = z.strictObject({
  cvs: z.record(
    z.string(),
    z.strictObject({
      status: z.enum(['ready', 'unreadable']),
      outcome: z.string(),
      profession: z.string().optional(),
      stage: z.string().nullable().optional(),
      registration: z
        .strictObject({ state: z.string(), number: z.string().nullable() })
        .nullable()
        .optional(),
    }),
  ),
  vacancies: z.record(z.string(), z.strictObject({ stage: z.string(), sector: z.string() })),
  rankings: z.record(
    z.string(),
    z.strictObject({
      /** Whoever stands first must be one of these. */
      first: z.array(z.string()).min(1),
      /** The first `count` must all be among these. */
      leading: z.strictObject({ count: z.int(), among: z.array(z.string()) }),
      notInFirstFive: z.array(z.string()),
    }),
  ),
});

export type SampleUpload = z.infer<typeof uploadSchema> & { readonly bytes: Buffer };
export type SampleVacancy = z.infer<typeof vacancySchema> & { readonly description: string };
export type ExpectedCv = z.infer<typeof expectedSchema>['cvs'][string];
export type ExpectedRanking = z.infer<typeof expectedSchema>['rankings'][string];
export interface Samples {
  readonly uploads: readonly SampleUpload[];
  readonly vacancies: readonly SampleVacancy[];
  readonly expected: z.infer<typeof expectedSchema>;
}

/** @throws Error when the files of `prisma/samples` do not fit together. */
export function loadSamples(): Samples {
  const uploads = z.array(uploadSchema).parse(json('uploads.json'));
  const vacancies = z.array(vacancySchema).parse(json('vacancies.json'));
  return {
    uploads: uploads.map((form) => ({ ...form, bytes: readFileSync(join(folder, 'cvs', form.file)) })),
    vacancies: vacancies.map((vacancy) => ({
      ...vacancy,
      description: readFileSync(join(folder, 'vacancies', vacancy.file), 'utf8'),
    })),
    expected: expectedSchema.parse(json('expected.json')),
  };
}

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
