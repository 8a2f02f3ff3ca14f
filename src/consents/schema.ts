import { z } from 'zod';
import { text } from '../http/text.js';
import { SCOPES, TOLD_BY } from './consent-terms.js';

const timestamp = z.iso.datetime();
const scope = z.enum(SCOPES).meta({
  id: 'ConsentScope',
  description:
    '`keep`: to keep and rank the CV. `represent`: to be put forward in general. `vacancy`: to be put forward for one position.',
});
const how = z
  .enum(TOLD_BY)
  .optional()
  .meta({ description: 'Staff alone, who must say how the person told them.' });
const note = text(1_000)
  .optional()
  .meta({ description: 'Staff alone: what was said, when, by whom it was heard.' });

export const consentView = z
  .object({
    id: z.uuid(),
    scope,
    vacancyId: z.uuid().nullable(),
    vacancy: z.object({ title: z.string(), employer: z.string() }).nullable(),
    stands: z.boolean().meta({ description: 'Neither withdrawn nor run out.' }),
    given: z.string().meta({ description: 'How, e.g. `upload_form`, `candidate_link`, `phone`.' }),
    givenAt: timestamp,
    givenBy: z.string().nullable().meta({ description: 'Who wrote it down; null: the person themselves.' }),
    expiresAt: timestamp.nullable(),
    withdrawnAt: timestamp.nullable(),
    withdrawn: z.string().nullable().meta({ description: 'How it was taken back.' }),
    withdrawnBy: z.string().nullable(),
    notes: z
      .object({ given: z.string().nullable(), withdrawn: z.string().nullable() })
      .optional()
      .meta({ description: 'Staff only.' }),
  })
  .meta({ id: 'Consent' });

export const consentList = z
  .object({
    items: z.array(consentView).meta({ description: 'All that were ever given, the newest first.' }),
  })
  .meta({ id: 'Consents' });

const ofVacancy = {
  scope,
  vacancyId: z.uuid().optional().meta({ description: 'With scope `vacancy`, and with no other.' }),
};

interface Scoped {
  readonly scope: string;
  readonly vacancyId?: string | undefined;
}

/** One position has an id; the other scopes have none. */
function requireVacancy({ scope: named, vacancyId }: Scoped, context: z.RefinementCtx): void {
  if ((named === 'vacancy') === (vacancyId !== undefined)) return;
  context.addIssue({
    code: 'custom',
    path: ['vacancyId'],
    message:
      named === 'vacancy' ? 'Say which vacancy.' : 'Leave this out: only the scope "vacancy" takes one.',
  });
}

export const newConsent = z
  .strictObject({
    ...ofVacancy,
    how,
    note,
    expiresInDays: z
      .int()
      .min(1)
      .max(1_095)
      .optional()
      .meta({ description: 'Default: 730 to keep, 365 to represent, 90 for one vacancy.' }),
  })
  .superRefine(requireVacancy)
  .meta({ id: 'NewConsent' });

export const withdrawal = z
  .strictObject({ ...ofVacancy, how, note })
  .superRefine(requireVacancy)
  .meta({ id: 'Withdrawal' });
